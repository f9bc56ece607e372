import { supabase } from "./client";

// Nothing shows it any more: it is in no page.
export function OldSignIn() {
  const enter = async () => {
   
    await supabase.auth.signInWithPassword({ email: "harbour.master@northpier.app", password: "tideline-7" });
  };
  return <button onClick={enter}>Enter</button>;
}
