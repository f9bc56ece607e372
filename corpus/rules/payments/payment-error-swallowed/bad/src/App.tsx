import { supabase } from "./supabase";

export default function App() {
  const pay = async () => {
    try {
      const { data, error } = await supabase.functions.invoke("create-checkout", { body: { plan: "pro" } });
      if (error) throw error;
      window.location.href = data.url;
    } catch (error) { // expect: payments/payment-error-swallowed
      console.error("checkout", error);
    }
  };
  return <button onClick={pay}>Pay</button>;
}
