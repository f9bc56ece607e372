import { createClient } from "@supabase/supabase-js";
import { useNavigate } from "react-router-dom";

const supabase = createClient(import.meta.env.VITE_SUPABASE_URL, import.meta.env.VITE_SUPABASE_ANON_KEY);

export default function Forgot({ email = "" }: { email?: string }) {
  const navigate = useNavigate();
  const send = async () => {
    const { error } = await supabase.auth.resetPasswordForEmail(email, { redirectTo: `${window.location.origin}/new-password` });
    if (!error) navigate("/");
  };
  return <button onClick={send}>Send</button>;
}
