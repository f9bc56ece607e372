import { supabase } from "./supabase";

// The platform limits its own sign-in.
export default function App() {
  const signIn = async (email: string, password: string) => {
    const { error } = await supabase.auth.signInWithPassword({ email, password });
    if (error) window.alert("Wrong e-mail or password");
  };
  return <button onClick={() => signIn("", "")}>Sign in</button>;
}
