import OpenAI from "npm:openai@4";

const openai = new OpenAI({ apiKey: Deno.env.get("OPENAI_API_KEY") });

Deno.serve(async (req) => {
  const { lines } = await req.json();
  const some = lines.slice(0, 1000);
  for (const line of some) {
    await openai.chat.completions.create({ model: "gpt-4o-mini", max_tokens: 50, messages: [{ role: "user", content: line }] }); // expect: cost/unbounded-paid-loop
  }
  return new Response(null, { status: 204 });
});
