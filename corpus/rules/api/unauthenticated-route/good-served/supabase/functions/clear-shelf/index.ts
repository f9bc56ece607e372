import { createClient } from "npm:@supabase/supabase-js@2";
import { known } from "../_shared/known.ts";

const db = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

known("clear-shelf", async ({ cook, wish }) => {
  const { error } = await db.from("jars").delete().eq("shelf_id", wish.shelf).eq("cook_id", cook.id);
  if (error) throw error;
  return { cleared: wish.shelf };
});
