import { supabase } from "./supabase";

// Only schools may offer courses.
export default function App({ id }: { id: string }) {
  const choose = async () => {
    const { error } = await supabase.from("profiles").update({ account_type: "school" }).eq("id", id); // expect: auth/client-database-write
    if (error) throw error;
  };
  return <button onClick={choose}>I run a school</button>;
}
