import type Stripe from "stripe";
import { NextResponse } from "next/server";
import { createAdminClient } from "@/lib/supabase/admin";
import { stripe } from "@/lib/stripe";

// Verified, complete. Look before insert is a race, but a plan that is set twice is set once.
export async function POST(request: Request) {
  const body = await request.text();
  const signature = request.headers.get("stripe-signature");
  const secret = process.env.STRIPE_WEBHOOK_SECRET;
  if (!signature || !secret) return NextResponse.json({ error: "Bad request" }, { status: 400 });

  let event: Stripe.Event;
  try {
    event = stripe.webhooks.constructEvent(body, signature, secret);
  } catch {
    return NextResponse.json({ error: "Bad signature" }, { status: 400 });
  }

  const admin = createAdminClient();
  const { data: seen, error: seenError } = await admin
    .from("stripe_events")
    .select("id")
    .eq("event_id", event.id)
    .maybeSingle();
  if (seenError) return NextResponse.json({ error: "Try again" }, { status: 500 });
  if (seen) return NextResponse.json({ received: true });

  try {
    switch (event.type) {
      case "checkout.session.completed": {
        const session = event.data.object;
        const { error } = await admin
          .from("organisations")
          .update({ plan: "pro", stripe_customer_id: String(session.customer) })
          .eq("id", session.metadata?.org_id ?? "");
        if (error) throw error;
        break;
      }
      case "customer.subscription.deleted":
      case "invoice.payment_failed": {
        const object = event.data.object;
        const { error } = await admin
          .from("organisations")
          .update({ plan: "free" })
          .eq("stripe_customer_id", String(object.customer));
        if (error) throw error;
        break;
      }
      default:
        break;
    }
    const { error } = await admin.from("stripe_events").insert({ event_id: event.id, type: event.type });
    if (error) throw error;
  } catch (error) {
    console.error("stripe webhook", event.id, error);
    return NextResponse.json({ error: "Try again" }, { status: 500 });
  }
  return NextResponse.json({ received: true });
}
