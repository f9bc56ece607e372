import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "");
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { data: skipper } = await admin.from("skippers").select("customer_id").eq("user_id", user.id).single();
  const portal = await stripe.billingPortal.sessions.create({ customer: skipper!.customer_id });
  return Response.json({ url: portal.url });
});
