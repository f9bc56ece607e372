import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);
const db = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// So many hours as he likes, each at the same price.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")!.replace("Bearer ", "");
  const { data: { user }, error } = await db.auth.getUser(token);
  if (error || !user) return new Response("Unauthorized", { status: 401 });
  const { credits } = await req.json();
  if (!Number.isInteger(credits) || credits < 1 || credits > 50) return new Response("Too many", { status: 400 });
  const session = await stripe.checkout.sessions.create({
    mode: "payment",
    client_reference_id: user.id,
    line_items: [{ price: "price_one_hour", quantity: credits }],
    metadata: { credits: String(credits) },
    success_url: "https://studio.example/done",
  });
  return Response.json({ url: session.url });
});
