import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);
const db = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
const prices: Record<string, string> = { small: "price_small", large: "price_large" };

Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")!.replace("Bearer ", "");
  const { data: { user }, error } = await db.auth.getUser(token);
  if (error || !user) return new Response("Unauthorized", { status: 401 });
  const { plan } = await req.json();
  const price = prices[plan];
  if (!price) return new Response("No such plan", { status: 400 });
  const { data: keeper, error: unread } = await db.from("profiles").select("stripe_customer, subscription_status").eq("id", user.id).single();
  if (unread || !keeper) return new Response("Try again", { status: 500 });
  const running = await stripe.subscriptions.list({ customer: keeper.stripe_customer, status: "active" });
  if (running.data.length > 0) return new Response("You have a plan already", { status: 409 });
  const session = await stripe.checkout.sessions.create({
    mode: "subscription",
    customer: keeper.stripe_customer,
    line_items: [{ price, quantity: 1 }],
    success_url: "https://kennels.example/done",
  });
  return Response.json({ url: session.url });
});
