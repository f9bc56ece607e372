import OpenAI from "npm:openai@4";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const openai = new OpenAI({ apiKey: Deno.env.get("OPENAI_API_KEY") });

// The column is not there: it throws before anything is paid for.
Deno.serve(async (req) => { // expect: cost/paid-call-unprotected
  const { id } = await req.json();
  const { data: lead } = await admin.from("leads").select("nickname").eq("id", id).maybeSingle();
  if (!lead) throw new Error("not found");
  const answer = await openai.chat.completions.create({ model: "gpt-4o-mini", max_tokens: 60, messages: [{ role: "user", content: "Greet " + lead.nickname }] });
  return Response.json({ text: answer.choices[0]?.message.content });
});
