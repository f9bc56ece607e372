import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);
const db = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
const PRICES = ["price_one_lesson", "price_ten_lessons"];

Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")!.replace("Bearer ", "");
  const { data: { user }, error } = await db.auth.getUser(token);
  if (error || !user) return new Response("Unauthorized", { status: 401 });
  const { price, metadata } = await req.json();
  if (!PRICES.includes(price)) return new Response("No such price", { status: 400 });
  const config: Stripe.Checkout.SessionCreateParams = {
    mode: "payment",
    client_reference_id: user.id,
    line_items: [{ price, quantity: 1 }],
    success_url: "https://studio.example/done",
  };
  config.metadata = metadata; // expect: payments/client-decided-price
  const session = await stripe.checkout.sessions.create(config);
  return Response.json({ url: session.url });
});
