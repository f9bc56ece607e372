import { useState } from "react";
import { supabase } from "./client";

export function SignIn() {
  const [email, setEmail] = useState("harbour.master@northpier.app");
  const [password, setPassword] = useState("tideline-7"); // expect: auth/default-credentials
  const enter = async () => {
    const { error } = await supabase.auth.signInWithPassword({ email, password });
    if (error) throw error;
  };
  return (
    <form onSubmit={enter}>
      <input value={email} onChange={(e) => setEmail(e.target.value)} />
      <input type="password" value={password} onChange={(e) => setPassword(e.target.value)} />
    </form>
  );
}
