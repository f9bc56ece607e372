import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

async function skipper(req: Request) {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "");
  const { data: { user } } = await admin.auth.getUser(token);
  return user;
}

// What others wrote in their logbook comes back as questions about it.
Deno.serve(async (req) => {
  const { logbookId } = await req.json();
  const { data: logbook } = await admin.from("logbooks").select("*, entries(text)").eq("id", logbookId).single(); // expect: api/unauthorized-object
  if (!logbook) return new Response("unknown", { status: 404 });
  const user = await skipper(req);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const text = logbook.entries.map((entry: { text: string }) => entry.text).join("\n");
  const asked = await fetch("https://api.openai.com/v1/chat/completions", {
    method: "POST",
    headers: { Authorization: `Bearer ${Deno.env.get("OPENAI_API_KEY")}`, "Content-Type": "application/json" },
    body: JSON.stringify({ model: "gpt-4o-mini", max_tokens: 400, messages: [{ role: "user", content: `Ask me about this: ${text}` }] }),
  });
  if (!asked.ok) return new Response("no", { status: 502 });
  const answer = await asked.json();
  return Response.json({ questions: answer.choices[0].message.content });
});
