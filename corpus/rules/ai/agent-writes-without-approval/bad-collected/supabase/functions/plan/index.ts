import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// What the tools collect is written behind them: more than a note of its own.
Deno.serve(async (req) => {
  const { question, cruise } = await req.json();
  const response = await fetch("https://api.openai.com/v1/chat/completions", { // expect: ai/agent-writes-without-approval
    method: "POST",
    headers: { Authorization: `Bearer ${Deno.env.get("OPENAI_API_KEY")}` },
    body: JSON.stringify({ model: "gpt-4o-mini", max_tokens: 300, messages: [{ role: "user", content: question }], tools: TOOLS }),
  });
  const { choices } = await response.json();
  const changed: Record<string, unknown> = {};
  for (const call of choices[0].message.tool_calls ?? []) {
    const input = JSON.parse(call.function.arguments);
    if (call.function.name === "rename") changed.title = input.title;
    if (call.function.name === "note") {
      const { error } = await admin.from("cruise_notes").insert({ cruise_id: cruise, text: input.text });
      if (error) throw error;
    }
  }
  const { error } = await admin.from("cruises").update(changed).eq("id", cruise);
  if (error) throw error;
  return Response.json({ ok: true });
});

const TOOLS = [{ type: "function", function: { name: "rename" } }, { type: "function", function: { name: "note" } }];
