import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const { goal } = await req.json();
  const response = await fetch("https://api.openai.com/v1/chat/completions", {
    method: "POST",
    body: JSON.stringify({ model: "gpt-4o-mini", max_tokens: 500, messages: [{ role: "user", content: goal }] }),
  });
  const answer = await response.json();
  const content = answer.choices[0].message.content.replace(/```json/g, "");
  const plan = JSON.parse(content); // expect: ai/model-output-unvalidated
  const { error } = await admin.from("plans").insert({ title: plan.title, steps: plan.steps });
  return new Response(null, { status: error ? 500 : 204 });
});
