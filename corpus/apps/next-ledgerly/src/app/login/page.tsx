"use client";

import { useState } from "react";
import { createClient } from "@/lib/supabase/client";

export default function LoginPage() {
  const [email, setEmail] = useState("");
  const [message, setMessage] = useState("");

  async function send() {
    const supabase = createClient();
    const { error } = await supabase.auth.signInWithOtp({
      email,
      options: { emailRedirectTo: `${window.location.origin}/auth/callback?next=/invoices` },
    });
    setMessage(error ? "The mail was not sent" : "Check your inbox");
  }

  return (
    <main>
      <input type="email" value={email} onChange={(e) => setEmail(e.target.value)} />
      <button onClick={send}>Send me a link</button>
      <p>{message}</p>
    </main>
  );
}
