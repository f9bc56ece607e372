import { supabase } from "./supabase";

// It says which menu is shown; nothing but the page looks at it.
export default function App({ id }: { id: string }) {
  const choose = async () => {
    const { error } = await supabase.from("profiles").update({ account_type: "school" }).eq("id", id);
    if (error) throw error;
  };
  return <button onClick={choose}>I run a school</button>;
}
