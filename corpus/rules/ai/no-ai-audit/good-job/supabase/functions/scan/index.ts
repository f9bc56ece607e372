import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// The job's own row keeps what was asked, what came, and what it cost.
Deno.serve(async (req) => {
  const { job, raw_text } = await req.json();
  const response = await fetch("https://api.openai.com/v1/chat/completions", {
    method: "POST",
    body: JSON.stringify({ model: "gpt-4o-mini", max_tokens: 300, messages: [{ role: "user", content: raw_text }] }),
  });
  const answer = await response.json();
  const stats = { tokens: answer.usage.total_tokens };
  const { error } = await admin.from("scan_jobs").update({ raw_text, result: answer.choices[0].message.content, stats }).eq("id", job);
  return new Response(null, { status: error ? 500 : 204 });
});
