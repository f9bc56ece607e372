import OpenAI from "npm:openai@4";

const openai = new OpenAI({ apiKey: Deno.env.get("OPENAI_API_KEY") });

Deno.serve(async (req) => {
  const body = await req.json();
  const messages = [{ role: "system" as const, content: "You are a tutor." }, ...body.messages];
  const answer = await openai.chat.completions.create({ model: "gpt-4o-mini", messages, max_tokens: 300 }); // expect: cost/caller-picks-model
  return Response.json({ text: answer.choices[0]?.message.content });
});
