import Stripe from "npm:stripe@17";
import { Resend } from "npm:resend@4";

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);
const mail = new Resend(Deno.env.get("RESEND_API_KEY"));

// Whoever has paid gets his confirmation.
Deno.serve(async (req) => {
  const { sessionId } = await req.json();
  const session = await stripe.checkout.sessions.retrieve(sessionId);
  if (session.payment_status !== "paid") return new Response("unpaid", { status: 402 });
  await mail.emails.send({ from: "site@corner.example", to: session.customer_details!.email!, subject: "Thank you", text: "Paid" });
  return new Response(null, { status: 204 });
});
