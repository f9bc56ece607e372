import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);
const db = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")!.replace("Bearer ", "");
  const { data: { user }, error } = await db.auth.getUser(token);
  if (error || !user) return new Response("Unauthorized", { status: 401 });
  const { data: keeper, error: unread } = await db.from("profiles").select("stripe_customer").eq("id", user.id).single();
  if (unread || !keeper) return new Response("Try again", { status: 500 });
  const session = await stripe.billingPortal.sessions.create({ customer: keeper.stripe_customer });
  return Response.json({ url: session.url });
});
