import { useEffect } from "react";
import { createClient } from "@supabase/supabase-js";

const db = createClient(import.meta.env.VITE_SUPABASE_URL, import.meta.env.VITE_SUPABASE_ANON_KEY);

export default function PaymentSuccess({ me }: { me: string }) {
  useEffect(() => {
    const open = async () => {
      await db.from("profiles").update({ harbor_subscription_status: "premium" }).eq("id", me); // expect: payments/success-page-fulfilment
    };
    open();
  }, [me]);
  return <h1>Thank you</h1>;
}
