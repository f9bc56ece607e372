import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

// The order waits until the webhook says that money came in.
Deno.serve(async (req) => {
  const { id } = await req.json();
  const session = await stripe.checkout.sessions.create({ mode: "payment", line_items: [{ price: "price_box", quantity: 1 }], success_url: "https://kiosk.example" });
  const { error } = await admin.from("orders").update({ payment_status: "pending", session: session.id }).eq("id", id);
  return error ? new Response(null, { status: 500 }) : Response.json({ url: session.url });
});
