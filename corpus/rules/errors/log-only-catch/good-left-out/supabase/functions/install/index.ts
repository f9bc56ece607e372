import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// What failed is missing from the list, and the list is counted.
Deno.serve(async (req) => {
  const { wanted } = await req.json();
  const installed: string[] = [];
  for (const table of wanted) {
    const { error } = await admin.from(table).select("id").limit(1);
    if (error) {
      console.error(table, error);
      continue;
    }
    installed.push(table);
  }
  return Response.json({ success: installed.length === wanted.length, installed });
});
