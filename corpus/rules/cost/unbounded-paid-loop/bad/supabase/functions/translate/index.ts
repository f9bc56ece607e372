import OpenAI from "npm:openai@4";

const openai = new OpenAI({ apiKey: Deno.env.get("OPENAI_API_KEY") });

Deno.serve(async (req) => {
  const { lines } = await req.json();
  const result: unknown[] = [];
  for (const line of lines) {
    const answer = await openai.chat.completions.create({ model: "gpt-4o-mini", max_tokens: 50, messages: [{ role: "user", content: line }] }); // expect: cost/unbounded-paid-loop
    result.push(answer.choices[0]?.message.content);
  }
  return Response.json(result);
});
