import { loadStripe } from "@stripe/stripe-js";

const stripe = loadStripe(import.meta.env.VITE_STRIPE_PUBLISHABLE_KEY);

export default function App() {
  return <button onClick={() => stripe.then((s) => s?.redirectToCheckout({ sessionId: "cs" }))}>Pay</button>;
}
