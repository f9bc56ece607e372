import OpenAI from "npm:openai@4";

const openai = new OpenAI({ apiKey: Deno.env.get("OPENAI_API_KEY") });

Deno.serve(async (req) => {
  const { model, messages } = await req.json();
  const answer = await openai.chat.completions.create({ model, messages, max_tokens: 300 }); // expect: cost/caller-picks-model
  return Response.json({ text: answer.choices[0]?.message.content });
});
