import OpenAI from "npm:openai@4";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const RUNNERS = ["admin", "super_admin"];

const openai = new OpenAI({ apiKey: Deno.env.get("OPENAI_API_KEY") });

// One of those who run the app, by the list of roles.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { data: profile } = await admin.from("profiles").select("role").eq("id", user.id).single();
  if (!RUNNERS.includes(profile?.role)) return new Response("Forbidden", { status: 403 });
  const answer = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    max_tokens: 300,
    messages: [{ role: "user", content: "How was the week?" }],
  });
  return Response.json({ text: answer.choices[0]?.message.content });
});
