import OpenAI from "npm:openai@4";

const openai = new OpenAI({ apiKey: Deno.env.get("OPENAI_API_KEY") });

Deno.serve(async (req) => {
  const { question } = await req.json();
  const answer = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    max_tokens: 300,
    messages: [{ role: "system", content: "You are a tutor." }, { role: "user", content: String(question).slice(0, 2000) }],
  });
  return Response.json({ text: answer.choices[0]?.message.content });
});
