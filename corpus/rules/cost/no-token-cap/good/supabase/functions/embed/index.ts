import OpenAI from "npm:openai@4";

const openai = new OpenAI({ apiKey: Deno.env.get("OPENAI_API_KEY") });

Deno.serve(async () => {
  const { data } = await openai.embeddings.create({ model: "text-embedding-3-small", input: "anchor" });
  return Response.json(data);
});
