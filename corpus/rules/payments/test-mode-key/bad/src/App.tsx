import { loadStripe } from "@stripe/stripe-js";

const stripe = loadStripe("pk_test_kiosk_example_only"); // expect: payments/test-mode-key

export default function App() {
  return <button onClick={() => stripe.then((s) => s?.redirectToCheckout({ sessionId: "cs" }))}>Pay</button>;
}
