import { supabase } from "./supabase";

// A handful of templates: nobody waits for the loop.
export async function keepOne(templates: { id: string; chosen: boolean }[]) {
  for (const template of templates) {
    const { error } = await supabase.from("mail_templates").update({ chosen: false }).eq("id", template.id);
    if (error) throw error;
  }
}
