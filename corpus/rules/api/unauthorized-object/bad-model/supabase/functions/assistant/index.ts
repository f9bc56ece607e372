import { createClient } from "npm:@supabase/supabase-js@2";

async function act(name: string, args: any, db: any) {
  if (name !== "note") return null;
  const { data, error } = await db.from("shipments").update({ note: args.note }).eq("id", args.shipment_id).select().single(); // expect: api/unauthorized-object
  if (error) throw error;
  return data;
}

Deno.serve(async (req) => {
  const db = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
  const { data: { user } } = await db.auth.getUser(req.headers.get("Authorization")!.replace("Bearer ", ""));
  if (!user) return new Response("no", { status: 401 });
  const { message } = await req.json();
  const response = await fetch("https://api.openai.com/v1/chat/completions", {
    method: "POST",
    headers: { Authorization: `Bearer ${Deno.env.get("OPENAI_API_KEY")}` },
    body: JSON.stringify({ model: "gpt-4o", messages: [{ role: "user", content: message }], tools: [], max_tokens: 300 }),
  });
  const answer = await response.json();
  const done = [];
  for (const call of answer.choices[0].message.tool_calls) {
    const args = JSON.parse(call.function.arguments);
    done.push(await act(call.function.name, args, db));
  }
  return Response.json(done);
});
