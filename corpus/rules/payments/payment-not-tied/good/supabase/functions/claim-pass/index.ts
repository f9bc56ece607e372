import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
import Stripe from "npm:stripe@17";
const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

// The payment must be his.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { sessionId } = await req.json();
  const session = await stripe.checkout.sessions.retrieve(sessionId);
  if (session.payment_status !== "paid") return new Response("Not paid", { status: 402 });
  if (session.client_reference_id !== user.id) return new Response("Not yours", { status: 403 });
  const { error } = await admin.from("passes").insert({ user_id: user.id, season: session.metadata.season });
  return new Response(null, { status: error ? 500 : 200 });
});
