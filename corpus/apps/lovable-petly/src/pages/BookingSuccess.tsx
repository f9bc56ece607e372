import { useEffect } from "react";
import { useSearchParams } from "react-router-dom";
import { toast } from "sonner";
import { supabase } from "@/integrations/supabase/client";

export default function BookingSuccess() {
  const [params] = useSearchParams();
  const booking = params.get("booking");

  useEffect(() => {
    if (!booking || params.get("payment") !== "success") return;
    const markPaid = async () => {
      // expect: payments/success-page-fulfilment
      // expect: payments/client-written-balance
      const { error } = await supabase.from("bookings").update({ payment_status: "paid" }).eq("id", booking);
      if (error) toast.error("Please contact us");
    };
    void markPaid();
  }, [booking, params]);

  return <h1>See you soon!</h1>;
}
