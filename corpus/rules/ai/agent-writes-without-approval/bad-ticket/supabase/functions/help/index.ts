import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

async function runTool(name: string, input: { text: string }, me: string) {
  if (name !== "open_ticket") throw new Error("no such tool");
  return await admin.from("tickets").insert({ user_id: me, text: input.text }).select();
}

Deno.serve(async (req) => {
  const { question, me } = await req.json();
  const response = await fetch("https://api.openai.com/v1/chat/completions", { // expect: ai/agent-writes-without-approval
    method: "POST",
    headers: { Authorization: `Bearer ${Deno.env.get("OPENAI_API_KEY")}` },
    body: JSON.stringify({ model: "gpt-4o-mini", max_tokens: 300, messages: [{ role: "user", content: question }], tools: TOOLS }),
  });
  const { choices } = await response.json();
  for (const call of choices[0].message.tool_calls ?? []) await runTool(call.function.name, JSON.parse(call.function.arguments), me);
  return Response.json({ ok: true });
});

const TOOLS = [{ type: "function", function: { name: "open_ticket" } }];
