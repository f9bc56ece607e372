import OpenAI from "npm:openai@4";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const openai = new OpenAI({ apiKey: Deno.env.get("OPENAI_API_KEY") });

Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { count, error } = await admin.from("ai_usage").select("id", { count: "exact", head: true }).eq("user_id", user.id);
  if (error || (count ?? 0) > 100) return new Response("Used up", { status: 429 });
  const answer = await openai.chat.completions.create({ model: "gpt-4o-mini", max_tokens: 60, messages: [{ role: "user", content: "A haiku" }] });
  const { error: usageError } = await admin.from("ai_usage").insert({ user_id: user.id, tokens: answer.usage?.total_tokens ?? 0 });
  if (usageError) console.error("usage not recorded", usageError);
  return Response.json({ text: answer.choices[0]?.message.content });
});
