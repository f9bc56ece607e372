import { createClient } from "npm:@supabase/supabase-js@2";
import Stripe from "npm:stripe@17";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

// A payment that was used is found again.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { berthId, sessionId } = await req.json();
  const session = await stripe.checkout.sessions.retrieve(sessionId);
  if (session.payment_status !== "paid") return new Response("Not paid", { status: 402 });
  if (session.metadata?.berth_id !== berthId) return new Response("Not for this one", { status: 400 });
  const { data: used } = await admin.from("used_payments").select("id").eq("session_id", session.id).maybeSingle();
  if (used) return new Response(null, { status: 200 });
  const { data: berth } = await admin.from("berths").select("id, nights").eq("id", berthId).single();
  if (!berth) return new Response("unknown", { status: 404 });
  const { error: noted } = await admin.from("used_payments").insert({ session_id: session.id });
  if (noted) return new Response(null, { status: 500 });
  const { error } = await admin.from("berths").update({ nights: berth.nights + 7 }).eq("id", berthId);
  return new Response(null, { status: error ? 500 : 200 });
});
