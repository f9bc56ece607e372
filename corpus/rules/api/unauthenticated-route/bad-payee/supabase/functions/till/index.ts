import Stripe from "https://esm.sh/stripe@14.21.0";
import { createClient } from "https://esm.sh/@supabase/supabase-js@2.45.0";

// Whoever knows a grower's id sees what he is paid, and where to.
Deno.serve(async (req) => { // expect: api/unauthenticated-route
  const { growerId } = await req.json();
  const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);
  const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
  const { data: payee } = await admin.from("payees").select("*").eq("grower_id", growerId).maybeSingle();
  if (!payee?.account) return Response.json({ error: "Not found" }, { status: 404 });
  let url = null;
  try {
    const link = await stripe.accounts.createLoginLink(payee.account);
    url = link.url;
  } catch (error) {
    console.error(error);
  }
  return Response.json({ url });
});
