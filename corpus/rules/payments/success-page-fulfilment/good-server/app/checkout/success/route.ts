import Stripe from "stripe";
import { redirect } from "next/navigation";
import { createClient } from "@supabase/supabase-js";

const admin = createClient(process.env.NEXT_PUBLIC_SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);

const stripe = new Stripe(process.env.STRIPE_SECRET_KEY!);

export async function GET(request: Request) {
  const id = new URL(request.url).searchParams.get("session_id") ?? "";
  const session = await stripe.checkout.sessions.retrieve(id);
  if (session.payment_status !== "paid") redirect("/checkout");
  const { error } = await admin.from("orders").update({ status: "paid" }).eq("session_id", session.id);
  redirect(error ? "/checkout/problem" : "/orders");
}
