import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const { question, persona } = await req.json();
  const { data: notes, error } = await admin.from("notes").select("text").limit(20);
  if (error) throw error;
  const instructions = `You are a friendly coach. ${persona} You know: ${JSON.stringify(notes)}`; // expect: ai/untrusted-text-in-system-prompt
  const response = await fetch("https://api.openai.com/v1/chat/completions", {
    method: "POST",
    body: JSON.stringify({
      model: "gpt-4o-mini",
      max_tokens: 300,
      messages: [{ role: "system", content: instructions }, { role: "user", content: question }],
    }),
  });
  return new Response(response.body, { status: response.status });
});
