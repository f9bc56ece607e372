import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const { question } = await req.json();
  const response = await fetch("https://api.openai.com/v1/chat/completions", {
    method: "POST",
    body: JSON.stringify({ model: "gpt-4o-mini", max_tokens: 200, messages: [{ role: "user", content: `SQL for: ${question}` }] }),
  });
  const answer = await response.json();
  const sql = answer.choices[0].message.content;
  const { data, error } = await admin.rpc("exec_sql", { sql }); // expect: ai/model-output-executed
  return error ? new Response(null, { status: 500 }) : Response.json(data);
});
