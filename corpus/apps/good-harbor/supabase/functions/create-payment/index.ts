import Stripe from "stripe";
import { z } from "zod";
import { requireUser } from "../_shared/auth.ts";
import { admin } from "../_shared/database.ts";
import { required } from "../_shared/env.ts";
import { PublicError } from "../_shared/errors.ts";
import { limit } from "../_shared/limits.ts";
import { serveBrowser } from "../_shared/serve.ts";

const stripe = new Stripe(required("STRIPE_SECRET_KEY"), { timeout: 10_000, maxNetworkRetries: 2 });
const appUrl = required("APP_URL");
const Body = z.object({ bookingId: z.string().uuid() });

serveBrowser("create-payment", async (request) => {
  const user = await requireUser(request);
  await limit(`payment:${user.id}`, 10, 60);
  const { bookingId } = Body.parse(await request.json());

  const { data: booking, error } = await admin
    .from("bookings")
    .select("id, total_cents, currency, status")
    .eq("id", bookingId)
    .eq("guest_id", user.id)
    .maybeSingle();
  if (error) throw error;
  if (!booking) throw new PublicError(404, "This booking does not exist");
  if (booking.status !== "pending") throw new PublicError(409, "This booking cannot be paid any more");

  const session = await stripe.checkout.sessions.create(
    {
      mode: "payment",
      customer_email: user.email,
      client_reference_id: booking.id,
      line_items: [
        {
          quantity: 1,
          price_data: {
            currency: booking.currency.toLowerCase(),
            unit_amount: booking.total_cents,
            product_data: { name: "Berth" },
          },
        },
      ],
      payment_intent_data: { metadata: { booking_id: booking.id } },
      success_url: `${appUrl}/bookings`,
      cancel_url: `${appUrl}/bookings`,
    },
    { idempotencyKey: `booking:${booking.id}` },
  );

  const { error: paymentError } = await admin.from("payments").upsert(
    {
      booking_id: booking.id,
      stripe_session_id: session.id,
      amount_cents: booking.total_cents,
      currency: booking.currency,
    },
    { onConflict: "stripe_session_id", ignoreDuplicates: true },
  );
  if (paymentError) throw paymentError;

  return Response.json({ url: session.url });
});
