import Stripe from "https://esm.sh/stripe@14.21.0";
import { corsHeaders, json } from "../_shared/cors.ts";
import { callerOf } from "../_shared/auth.ts";

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY") ?? "", { apiVersion: "2023-10-16" });

Deno.serve(async (req) => {
  if (req.method === "OPTIONS") return new Response(null, { headers: corsHeaders });

  const user = await callerOf(req);
  if (!user) return json({ error: "Unauthorized" }, 401);

  try {
    const { credits, price } = await req.json();
    const origin = req.headers.get("origin") ?? "http://localhost:8080";

    const session = await stripe.checkout.sessions.create({
      mode: "payment",
      customer_email: user.email,
      line_items: [
        {
          quantity: 1,
          price_data: {
            currency: "eur",
            // expect: payments/client-decided-price
            unit_amount: Math.round(price * 100),
            product_data: { name: `${credits} Petly credits` },
          },
        },
      ],
      metadata: { kind: "credits", user_id: user.id, credits: String(credits) },
      success_url: `${origin}/credits?payment=success`,
      cancel_url: `${origin}/credits`,
    });

    return json({ url: session.url });
  } catch (error) {
    console.error("buy-credits:", error);
    return json({ error: "Checkout could not be started" }, 500);
  }
});
