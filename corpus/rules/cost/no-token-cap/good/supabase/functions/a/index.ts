import OpenAI from "npm:openai@4";

const openai = new OpenAI({ apiKey: Deno.env.get("OPENAI_API_KEY") });
const OPTIONS = { model: "gpt-4o-mini", max_completion_tokens: 60 };

Deno.serve(async () => {
  const answer = await openai.chat.completions.create({ ...OPTIONS, messages: [{ role: "user", content: "A haiku" }] });
  return Response.json({ text: answer.choices[0]?.message.content });
});
