import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

async function runTool(name: string, input: { id: string }) {
  if (name === "find_booking") return await admin.from("bookings").select("id").eq("id", input.id).single();
  return await admin.from("bookings").update({ status: "cancelled" }).eq("id", input.id).select();
}

Deno.serve(async (req) => {
  const { question } = await req.json();
  const response = await fetch("https://api.openai.com/v1/chat/completions", { // expect: ai/agent-writes-without-approval
    method: "POST",
    headers: { Authorization: `Bearer ${Deno.env.get("OPENAI_API_KEY")}` },
    body: JSON.stringify({ model: "gpt-4o-mini", max_tokens: 300, messages: [{ role: "user", content: question }], tools: TOOLS }),
  });
  const { choices } = await response.json();
  for (const call of choices[0].message.tool_calls ?? []) await runTool(call.function.name, JSON.parse(call.function.arguments));
  return Response.json({ ok: true });
});

const TOOLS = [{ type: "function", function: { name: "find_booking" } }, { type: "function", function: { name: "cancel_booking" } }];
