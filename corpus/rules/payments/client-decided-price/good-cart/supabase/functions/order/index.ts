import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { bouquets } = await req.json();
  const ids = bouquets.map((bouquet) => bouquet.id);
  const { data: stock, error } = await admin.from("bouquets").select("id, name, price").in("id", ids).limit(50);
  if (error || !stock?.length) return new Response("Not found", { status: 404 });
  const lines = stock.map((row) => ({
    quantity: 1,
    price_data: { currency: "eur", unit_amount: row.price, product_data: { name: row.name } },
  }));
  const session = await stripe.checkout.sessions.create({
    mode: "payment",
    line_items: lines,
    success_url: "https://florist.example/thanks",
  });
  return Response.json({ url: session.url });
});
