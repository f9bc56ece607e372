import OpenAI from "npm:openai@4";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const openai = new OpenAI({ apiKey: Deno.env.get("OPENAI_API_KEY") });

// One of those who run the app, who stand in a table of their own.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { data: row } = await admin.from("admin_users").select("id").eq("user_id", user.id).maybeSingle();
  if (!row) return new Response("Forbidden", { status: 403 });
  const answer = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    max_tokens: 300,
    messages: [{ role: "user", content: "How was the week?" }],
  });
  return Response.json({ text: answer.choices[0]?.message.content });
});
