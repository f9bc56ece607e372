import OpenAI from "npm:openai@4";
import { limitedPerson } from "../_shared/guard.ts";

const openai = new OpenAI({ apiKey: Deno.env.get("OPENAI_API_KEY") });

Deno.serve(async (req) => {
  if (!(await limitedPerson(req))) return new Response("Not now", { status: 429 });
  const { prompt } = await req.json();
  const answer = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    max_tokens: 300,
    messages: [{ role: "user", content: String(prompt).slice(0, 500) }],
  });
  return Response.json({ text: answer.choices[0]?.message.content });
});
