import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

async function book(account: string, euros: number) {
  const { data: row } = await admin.from("accounts").select("balance").eq("id", account).single();
  const { error } = await admin.from("accounts").update({ balance: row.balance - euros }).eq("id", account);
  if (error) throw error;
}

Deno.serve(async (req) => {
  const event = await stripe.webhooks.constructEventAsync(await req.text(), req.headers.get("stripe-signature")!, Deno.env.get("STRIPE_WEBHOOK_SECRET")!);
  if (event.type === "checkout.session.completed") {
    const session = event.data.object;
    await book(session.metadata!.account, session.amount_total! / 100);
  }
  return Response.json({ received: true });
});
