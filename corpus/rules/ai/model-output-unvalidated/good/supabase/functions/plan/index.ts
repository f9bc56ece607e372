import { z } from "npm:zod@3";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const Plan = z.object({ title: z.string(), steps: z.array(z.string()) });

Deno.serve(async (req) => {
  const { goal } = await req.json();
  const response = await fetch("https://api.openai.com/v1/chat/completions", {
    method: "POST",
    body: JSON.stringify({ model: "gpt-4o-mini", max_tokens: 500, messages: [{ role: "user", content: goal }] }),
  });
  const answer = await response.json();
  const plan = Plan.parse(JSON.parse(answer.choices[0].message.content));
  const list = JSON.parse(answer.choices[1].message.content);
  if (!Array.isArray(list)) return new Response(null, { status: 502 });
  const { error } = await admin.from("plans").insert({ title: plan.title, steps: [...plan.steps, ...list] });
  return new Response(null, { status: error ? 500 : 204 });
});
