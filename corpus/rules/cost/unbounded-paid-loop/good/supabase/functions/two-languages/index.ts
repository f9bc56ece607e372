import OpenAI from "npm:openai@4";

const openai = new OpenAI({ apiKey: Deno.env.get("OPENAI_API_KEY") });

Deno.serve(async () => {
  for (const language of ["French", "German"]) {
    await openai.chat.completions.create({ model: "gpt-4o-mini", max_tokens: 50, messages: [{ role: "user", content: `Hello in ${language}` }] });
  }
  return new Response(null, { status: 204 });
});
