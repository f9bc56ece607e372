import { supabase } from "./client";

export function Singers({ choirId }: { choirId: string }) {
  const promote = async (id: string) => {
    const { error } = await supabase.from("user_roles").update({ role: "conductor" }).eq("user_id", id).eq("choir_id", choirId); // expect: auth/client-database-write
    if (error) throw error;
  };
  return <button onClick={() => promote("a")}>Promote</button>;
}
