import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { priceId } = await req.json();
  const session = await stripe.checkout.sessions.create({
    metadata: { price_id: priceId, user_id: user.id },
    mode: "subscription",
    line_items: [{ price: priceId, quantity: 1 }],
    success_url: "https://kiosk.example/thanks",
  });
  return Response.json({ url: session.url });
});
