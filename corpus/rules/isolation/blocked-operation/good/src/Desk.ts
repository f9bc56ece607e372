import { supabase } from "./client";

// The page opens the desk; it never closes an account, which is why nobody may.
export class Desk {
  async open(id: string) {
    const { data, error } = await supabase.from("profiles").select("id").eq("id", id).single();
    if (error) throw error;
    return data;
  }

  async closeUnused(id: string) {
    const { error } = await supabase.from("user_roles").delete().eq("user_id", id);
    if (error) throw error;
  }
}
