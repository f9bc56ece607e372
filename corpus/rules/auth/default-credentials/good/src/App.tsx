import { useState } from "react";
import { supabase } from "./supabase";

export default function App() {
  const [password, setPassword] = useState("");
  const tooShort = password === "" || password === "password";
  const [passwordStatus, setPasswordStatus] = useState("idle");
  const signIn = async () => {
    const { error } = await supabase.auth.signInWithPassword({ email: "", password });
    setPasswordStatus(error ? "refused" : "success");
    if (passwordStatus === "success") window.alert("Changed");
  };
  return <input value={password} disabled={tooShort} onChange={(event) => setPassword(event.target.value)} onBlur={signIn} />;
}
