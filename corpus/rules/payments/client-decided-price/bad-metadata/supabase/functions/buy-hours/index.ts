import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);
const db = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
const PRICES = ["price_one_hour", "price_ten_hours"];

Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")!.replace("Bearer ", "");
  const { data: { user }, error } = await db.auth.getUser(token);
  if (error || !user) return new Response("Unauthorized", { status: 401 });
  const { price, credits } = await req.json();
  if (!PRICES.includes(price) || !credits) return new Response("No such price", { status: 400 });
  const session = await stripe.checkout.sessions.create({
    mode: "payment",
    client_reference_id: user.id,
    line_items: [{ price, quantity: 1 }],
    metadata: { studio: "north", credits: String(credits) }, // expect: payments/client-decided-price
    success_url: "https://studio.example/done",
  });
  return Response.json({ url: session.url });
});
