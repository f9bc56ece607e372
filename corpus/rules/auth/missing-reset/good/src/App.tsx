import { supabase } from "./supabase";

export default function App() {
  const signIn = async () => {
    const { error } = await supabase.auth.signInWithPassword({ email: "", password: "" });
    if (error) window.alert("Wrong");
  };
  const forgot = async () => {
    const { error } = await supabase.auth.resetPasswordForEmail("", { redirectTo: `${location.origin}/new` });
    if (error) window.alert("Not sent");
  };
  const change = async () => {
    const { error } = await supabase.auth.updateUser({ password: "" });
    if (error) window.alert("Not changed");
  };
  return <button onClick={() => signIn().then(forgot).then(change)}>Sign in</button>;
}
