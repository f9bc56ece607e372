import Stripe from "stripe";
import { redirect } from "next/navigation";

const stripe = new Stripe(process.env.STRIPE_SECRET_KEY!);

export async function GET() {
  const session = await stripe.checkout.sessions.create({ mode: "setup", currency: "eur", success_url: "https://kiosk.example" });
  redirect(session.url!);
}
