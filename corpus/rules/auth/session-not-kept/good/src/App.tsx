import { supabase } from "./supabase";

export default function App() {
  return <button onClick={() => supabase.auth.signOut({ scope: "local" })}>Sign out</button>;
}
