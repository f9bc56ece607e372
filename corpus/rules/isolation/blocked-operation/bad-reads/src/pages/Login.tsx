import { useState } from "react";
import { supabase } from "../client";

export function Login() {
  const [address, setAddress] = useState("");
  const resend = async () => {
    // expect: isolation/blocked-operation
    const { data, error } = await supabase.from("skippers").select("id").eq("email", address).maybeSingle();
    if (error) throw error;
    if (!data) return;
    const { error: unsent } = await supabase.auth.resend({ type: "signup", email: address });
    if (unsent) throw unsent;
  };
  return <input value={address} onChange={(e) => setAddress(e.target.value)} onBlur={resend} />;
}
