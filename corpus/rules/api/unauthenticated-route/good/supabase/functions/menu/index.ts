import { createClient } from "npm:@supabase/supabase-js@2";

// A public catalogue, read with the anon key: row security decides.
Deno.serve(async () => {
  const supabase = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_ANON_KEY")!);
  const { data, error } = await supabase.from("dishes").select("name, price").limit(100);
  return new Response(JSON.stringify(error ? [] : data), { status: error ? 500 : 200 });
});
