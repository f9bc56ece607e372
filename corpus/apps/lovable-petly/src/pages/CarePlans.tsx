import { useEffect, useState } from "react";
import { jsPDF } from "jspdf";
import { toast } from "sonner";
import { supabase } from "@/integrations/supabase/client";
import { useAuth } from "@/contexts/AuthContext";
import { CarePlanCard } from "@/components/CarePlanCard";

export default function CarePlans() {
  const { user } = useAuth();
  const [plans, setPlans] = useState<{ id: string; content: string }[]>([]);

  useEffect(() => {
    if (!user) return;
    const load = async () => {
      const { data, error } = await supabase
        .from("care_plans")
        .select("id, content")
        .eq("user_id", user.id)
        .order("created_at", { ascending: false })
        .limit(20);
      if (error) toast.error("Plans could not be loaded");
      else setPlans(data);
    };
    void load();
  }, [user]);

  const ask = async (petId: string, question: string) => {
    const { data, error } = await supabase.functions.invoke("generate-care-plan", {
      body: { petId, userId: user?.id, question },
    });
    if (error) {
      toast.error("The assistant is busy");
      return;
    }
    setPlans((before) => [{ id: crypto.randomUUID(), content: data.content }, ...before]);
  };

  const download = (content: string) => {
    const pdf = new jsPDF();
    pdf.text(content, 10, 10);
    pdf.save("care-plan.pdf");
  };

  return (
    <main>
      <button onClick={() => ask("", "What does my dog need?")}>New plan</button>
      {plans.map((plan) => (
        <div key={plan.id} onDoubleClick={() => download(plan.content)}>
          <CarePlanCard content={plan.content} />
        </div>
      ))}
    </main>
  );
}
