import { createClient } from "npm:@supabase/supabase-js@2";
import Stripe from "npm:stripe@17";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

// What he has of that season says nothing of who else has shown the payment.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { sessionId } = await req.json();
  const session = await stripe.checkout.sessions.retrieve(sessionId);
  if (session.payment_status !== "paid") return new Response("Not paid", { status: 402 });
  const season = session.metadata?.season_year;
  const { data: own } = await admin.from("entitlements").select("id").eq("user_id", user.id).eq("season_year", season);
  if (own?.length) return new Response(null, { status: 200 });
  const { error } = await admin.from("entitlements").insert({ user_id: user.id, season_year: season }); // expect: payments/payment-not-tied
  return new Response(null, { status: error ? 500 : 200 });
});
