import OpenAI from "npm:openai@4";
import { z } from "npm:zod@3";

const openai = new OpenAI({ apiKey: Deno.env.get("OPENAI_API_KEY") });
const Body = z.object({ lines: z.array(z.string().max(200)).max(20) });

Deno.serve(async (req) => {
  const { lines } = Body.parse(await req.json());
  const result: unknown[] = [];
  for (const line of lines) {
    const answer = await openai.chat.completions.create({ model: "gpt-4o-mini", max_tokens: 50, messages: [{ role: "user", content: line }] });
    result.push(answer.choices[0]?.message.content);
  }
  return Response.json(result);
});
