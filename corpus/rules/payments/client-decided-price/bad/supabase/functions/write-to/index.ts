import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

// What a letter to somebody costs is his to say, not the sender's.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { price, readerId } = await req.json();
  if (typeof price !== "number" || price < 0.5 || price > 500) return new Response("Not valid", { status: 400 });
  const intent = await stripe.paymentIntents.create({
    amount: Math.round(price * 100), // expect: payments/client-decided-price
    currency: "eur",
    metadata: { readerId },
  });
  return Response.json({ secret: intent.client_secret });
});
