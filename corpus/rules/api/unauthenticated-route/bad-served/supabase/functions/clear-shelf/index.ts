import { createClient } from "npm:@supabase/supabase-js@2";
import { answering } from "../_shared/answer.ts";

const db = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

answering("clear-shelf", async (req) => { // expect: api/unauthenticated-route
  const { shelf } = await req.json();
  const { error } = await db.from("jars").delete().eq("shelf_id", shelf);
  if (error) throw error;
  return { cleared: shelf };
});
