import { useState } from "react";
import { toast } from "sonner";
import { supabase } from "@/integrations/supabase/client";
import { Button } from "@/components/ui/button";

export default function Index() {
  const [email, setEmail] = useState("");

  const join = async () => {
    const { error } = await supabase.from("waitlist").insert({ email });
    if (error) {
      toast.error(error.code === "23505" ? "You are already on the list" : "That did not work");
      return;
    }
    toast.success("Welcome aboard!");
  };

  return (
    <main>
      <h1>Someone kind for your pet</h1>
      <img src="/lovable-uploads/3f9d2c1e-hero.png" alt="A dog with its sitter" />
      <input value={email} onChange={(e) => setEmail(e.target.value)} />
      <Button onClick={join}>Join the newsletter</Button>
    </main>
  );
}
