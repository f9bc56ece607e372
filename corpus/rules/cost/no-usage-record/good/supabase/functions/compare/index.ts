import OpenAI from "npm:openai@4";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const openai = new OpenAI({ apiKey: Deno.env.get("OPENAI_API_KEY") });

async function compare(one: string, other: string) {
  const answer = await openai.chat.completions.create({ model: "gpt-4o-mini", max_tokens: 5, messages: [{ role: "user", content: one + other }] });
  return answer.choices[0]?.message.content;
}

// The answer is kept with the person's papers.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { one, other } = await req.json();
  const verdict = await compare(String(one), String(other));
  const { error } = await admin.from("papers").update({ verdict, compared_at: new Date().toISOString() }).eq("user_id", user.id);
  return Response.json({ verdict }, { status: error ? 500 : 200 });
});
