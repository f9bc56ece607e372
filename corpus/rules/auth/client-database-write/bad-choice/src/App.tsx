import { supabase } from "./supabase";

export default function App({ id }: { id: string }) {
  const name = async (role: string) => {
    const { error } = await supabase.from("user_roles").insert({ user_id: id, role }); // expect: auth/client-database-write
    if (error) throw error;
  };
  return <button onClick={() => name("admin")}>Make keeper</button>;
}
