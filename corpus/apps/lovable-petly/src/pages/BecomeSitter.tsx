import { useState } from "react";
import { toast } from "sonner";
import { supabase } from "@/integrations/supabase/client";

export default function BecomeSitter() {
  const [form, setForm] = useState({ full_name: "", email: "", phone: "" });

  const submit = async () => {
    // expect: contract/missing-required-column
    const { error } = await supabase.from("sitter_applications").insert({
      full_name: form.full_name,
      email: form.email,
      phone: form.phone,
    });
    if (error) {
      toast.error("The application was not sent");
      return;
    }
    toast.success("Thank you!");
  };

  return (
    <main>
      <input value={form.full_name} onChange={(e) => setForm({ ...form, full_name: e.target.value })} />
      <input value={form.email} onChange={(e) => setForm({ ...form, email: e.target.value })} />
      <input value={form.phone} onChange={(e) => setForm({ ...form, phone: e.target.value })} />
      <button onClick={submit}>Apply</button>
    </main>
  );
}
