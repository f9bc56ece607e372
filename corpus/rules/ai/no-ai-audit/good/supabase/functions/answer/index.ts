import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const { question } = await req.json();
  const response = await fetch("https://api.openai.com/v1/chat/completions", {
    method: "POST",
    body: JSON.stringify({ model: "gpt-4o-mini", max_tokens: 300, messages: [{ role: "user", content: question }] }),
  });
  const answer = await response.json();
  const reply = answer.choices[0].message.content;
  const { error } = await admin.from("ai_requests").insert({ question, reply, tokens: answer.usage.total_tokens });
  return error ? new Response(null, { status: 500 }) : Response.json({ reply });
});
