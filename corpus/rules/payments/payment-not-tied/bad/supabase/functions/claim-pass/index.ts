import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
import Stripe from "npm:stripe@17";
const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { sessionId } = await req.json();
  const session = await stripe.checkout.sessions.retrieve(sessionId);
  if (session.payment_status !== "paid") return new Response("Not paid", { status: 402 });
  // That he has one already keeps nobody else from showing the same payment.
  const { data: own } = await admin.from("passes").select("id, season").eq("user_id", user.id);
  if (own?.some((pass) => pass.season === session.metadata.season)) return new Response(null, { status: 200 });
  const { error } = await admin.from("passes").insert({ user_id: user.id, season: session.metadata.season, session_id: sessionId }); // expect: payments/payment-not-tied
  return new Response(null, { status: error ? 500 : 200 });
});
