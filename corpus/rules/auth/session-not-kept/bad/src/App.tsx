import { supabase } from "./supabase";

export default function App() {
  const signIn = async () => {
    const { error } = await supabase.auth.signInWithPassword({ email: "", password: "" });
    if (error) window.alert("Wrong");
  };
  return <button onClick={signIn}>Sign in</button>;
}
