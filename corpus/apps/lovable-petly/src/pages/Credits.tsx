import { useEffect, useState } from "react";
import { toast } from "sonner";
import { supabase } from "@/integrations/supabase/client";
import { useAuth } from "@/contexts/AuthContext";

export default function Credits() {
  const { user } = useAuth();
  const [credits, setCredits] = useState(0);

  useEffect(() => {
    if (!user) return;
    const load = async () => {
      const { data, error } = await supabase.from("profiles").select("credits").eq("id", user.id).single();
      if (error) toast.error("Your credits could not be loaded");
      else setCredits(data.credits);
    };
    void load();
  }, [user]);

  const claimDailyBonus = async () => {
    if (!user) return;
    // expect: payments/client-written-balance
    const { error } = await supabase.from("profiles").update({ credits: credits + 5 }).eq("id", user.id);
    if (error) {
      toast.error("No bonus today");
      return;
    }
    setCredits(credits + 5);
  };

  const buy = async (amount: number, price: number) => {
    try {
      const { data, error } = await supabase.functions.invoke("buy-credits", { body: { credits: amount, price } });
      if (error) throw error;
      window.location.href = data.url;
      // expect: payments/payment-error-swallowed
    } catch (error) {
      console.error("Error buying credits:", error);
    }
  };

  return (
    <main>
      <p>{credits} credits</p>
      <button onClick={claimDailyBonus}>Daily bonus</button>
      <button onClick={() => buy(50, 9)}>50 credits for € 9</button>
    </main>
  );
}
