import Stripe from "https://esm.sh/stripe@14.21.0";

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

// A grower who comes for the first time is given an account of his own.
Deno.serve(async () => {
  const account = await stripe.accounts.create({ type: "express" });
  const link = await stripe.accountLinks.create({
    account: account.id,
    refresh_url: "https://growers.example/again",
    return_url: "https://growers.example/done",
    type: "account_onboarding",
  });
  return Response.json({ url: link.url });
});
