import { title } from "./text.ts";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async () => {
  const response = await fetch("https://api.openai.com/v1/chat/completions", { // expect: ai/no-kill-switch
    method: "POST",
    body: JSON.stringify({ model: "gpt-4o-mini", max_tokens: 300, messages: [{ role: "user", content: "Write today's post" }] }),
  });
  const answer = await response.json();
  const { error } = await admin.from("posts").insert({ title: await title("today"), text: answer.choices[0].message.content });
  return new Response(null, { status: error ? 500 : 204 });
});
