import express from "express";
import Stripe from "stripe";

async function keys() {
  const host = process.env.REPLIT_CONNECTORS_HOSTNAME; // expect: ownership/builder-runtime-service
  const url = new URL(`https://${host}/api/v2/connection`);
  const answer = await fetch(url.toString(), { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("no connection");
  return (await answer.json()).items[0].settings;
}

const app = express();
app.post("/api/pay", async (_req, res) => {
  const stripe = new Stripe((await keys()).secret);
  res.json(await stripe.balance.retrieve());
});
app.listen(3000);
