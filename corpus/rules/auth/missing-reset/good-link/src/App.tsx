import { supabase } from "./supabase";

export default function App() {
  const signIn = async () => {
    const { error } = await supabase.auth.signInWithOtp({ email: "" });
    if (error) window.alert("Not sent");
  };
  return <button onClick={signIn}>Sign in</button>;
}
