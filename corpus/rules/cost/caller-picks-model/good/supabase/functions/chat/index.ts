import OpenAI from "npm:openai@4";
import { z } from "npm:zod@3";

const openai = new OpenAI({ apiKey: Deno.env.get("OPENAI_API_KEY") });
const Message = z.object({ role: z.enum(["user", "assistant"]), content: z.string().max(2000) });
const Body = z.object({ model: z.enum(["gpt-4o-mini", "gpt-4.1-nano"]), messages: z.array(Message).max(12) });

Deno.serve(async (req) => {
  const { model, messages } = Body.parse(await req.json());
  const answer = await openai.chat.completions.create({ model, messages: [{ role: "system", content: "You are a tutor." }, ...messages], max_tokens: 300 });
  return Response.json({ text: answer.choices[0]?.message.content });
});
