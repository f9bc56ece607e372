import { useState } from "react";
import { useNavigate } from "react-router-dom";
import { toast } from "sonner";
import { supabase } from "@/integrations/supabase/client";
import { Button } from "@/components/ui/button";

export default function Auth() {
  const navigate = useNavigate();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [role, setRole] = useState<"owner" | "sitter">("owner");

  const signUp = async () => {
    const { error } = await supabase.auth.signUp({
      email,
      password,
      options: { data: { role }, emailRedirectTo: `${window.location.origin}/dashboard` },
    });
    if (error) toast.error(error.message);
    else toast.success("Check your inbox");
  };

  const signIn = async () => {
    const { error } = await supabase.auth.signInWithPassword({ email, password });
    if (error) {
      toast.error("Wrong e-mail or password");
      return;
    }
    navigate("/dashboard");
  };

  return (
    <form onSubmit={(e) => e.preventDefault()}>
      <input type="email" value={email} onChange={(e) => setEmail(e.target.value)} />
      <input type="password" value={password} onChange={(e) => setPassword(e.target.value)} />
      <select value={role} onChange={(e) => setRole(e.target.value as "owner" | "sitter")}>
        <option value="owner">I have a pet</option>
        <option value="sitter">I am a sitter</option>
      </select>
      <Button onClick={signIn}>Sign in</Button>
      <Button onClick={signUp}>Sign up</Button>
    </form>
  );
}
