import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// A word of a sentence opens nothing.
Deno.serve(async (req) => {
  const { text } = await req.json();
  for (const token of String(text).split(" ")) console.log("word", token);
  const { data, error } = await admin.from("crew_words").select("ship").eq("text", text).single();
  if (error) return new Response(null, { status: 404 });
  return Response.json(data);
});
