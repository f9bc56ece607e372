import Stripe from "stripe";
import { admin } from "../_shared/database.ts";
import { required } from "../_shared/env.ts";
import { PublicError } from "../_shared/errors.ts";
import { log } from "../_shared/log.ts";
import { serve } from "../_shared/serve.ts";

const stripe = new Stripe(required("STRIPE_SECRET_KEY"), { timeout: 10_000, maxNetworkRetries: 2 });
const secret = required("STRIPE_WEBHOOK_SECRET");

/** The checkout session an event is about and the state it brings, or null for events we do not follow. */
async function changeOf(event: Stripe.Event): Promise<{ sessionId: string; status: string } | null> {
  switch (event.type) {
    case "checkout.session.completed":
    case "checkout.session.async_payment_succeeded":
      return event.data.object.payment_status === "paid" ? { sessionId: event.data.object.id, status: "paid" } : null;
    case "checkout.session.async_payment_failed":
    case "checkout.session.expired":
      return { sessionId: event.data.object.id, status: "failed" };
    case "charge.refunded": {
      const sessions = await stripe.checkout.sessions.list({
        payment_intent: String(event.data.object.payment_intent),
        limit: 1,
      });
      return sessions.data[0] ? { sessionId: sessions.data[0].id, status: "refunded" } : null;
    }
    default:
      return null;
  }
}

serve("stripe-webhook", async (request, requestId) => {
  const signature = request.headers.get("stripe-signature");
  if (!signature) throw new PublicError(400, "No signature");

  let event: Stripe.Event;
  try {
    event = await stripe.webhooks.constructEventAsync(await request.text(), signature, secret);
  } catch (error) {
    log.error("webhook refused", { requestId, reason: error instanceof Error ? error.name : "unknown" });
    throw new PublicError(400, "Bad signature");
  }

  const change = await changeOf(event);
  if (!change) return Response.json({ received: true });

  // A failure is answered with 500, so that Stripe delivers the event again; a repeat changes nothing.
  const { data: applied, error } = await admin.rpc("apply_payment_event", {
    event_id: event.id,
    event_type: event.type,
    session_id: change.sessionId,
    new_status: change.status,
    occurred_at: new Date(event.created * 1000).toISOString(),
  });
  if (error) throw error;
  return Response.json({ received: true, applied });
});
