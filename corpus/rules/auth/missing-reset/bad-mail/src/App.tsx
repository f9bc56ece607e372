import { supabase } from "./supabase";

export default function App() {
  const signIn = async () => {
    const { error } = await supabase.auth.signInWithPassword({ email: "", password: "" });
    if (error) window.alert("Wrong");
  };
  const forgot = async () => {
    const { error } = await supabase.auth.resetPasswordForEmail("", { redirectTo: `${location.origin}/sign-in` }); // expect: auth/missing-reset
    if (error) window.alert("Not sent");
  };
  const rename = async () => {
    const { error } = await supabase.auth.updateUser({ data: { name: "Ada" } });
    if (error) window.alert("Not changed");
  };
  return <button onClick={() => signIn().then(forgot).then(rename)}>Sign in</button>;
}
