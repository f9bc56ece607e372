// Nothing imports this file: the bundler leaves it out.
import { supabase } from "./supabase";

export const oldDrafts = () => supabase.from("drafts_2023").select("id").limit(20);
