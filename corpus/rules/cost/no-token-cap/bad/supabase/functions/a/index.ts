import OpenAI from "npm:openai@4";

const openai = new OpenAI({ apiKey: Deno.env.get("OPENAI_API_KEY") });

Deno.serve(async () => {
  const answer = await openai.chat.completions.create({ model: "gpt-4o-mini", messages: [{ role: "user", content: "A haiku" }] }); // expect: cost/no-token-cap
  return Response.json({ text: answer.choices[0]?.message.content });
});
