import OpenAI from "openai";
import { NextResponse } from "next/server";
import { z } from "zod";
import { createClient } from "@/lib/supabase/server";
import { aiLimit } from "@/lib/ratelimit";

const Body = z.object({ notes: z.string().min(1).max(2000) });
const openai = new OpenAI({ timeout: 20_000 });

export async function POST(request: Request) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return NextResponse.json({ error: "Unauthorized" }, { status: 401 });

  const { success } = await aiLimit.limit(user.id);
  if (!success) {
    return NextResponse.json({ error: "Too many requests" }, { status: 429, headers: { "Retry-After": "60" } });
  }

  const parsed = Body.safeParse(await request.json().catch(() => null));
  if (!parsed.success) return NextResponse.json({ error: "Please send your notes" }, { status: 400 });

  try {
    const completion = await openai.chat.completions.create({
      model: "gpt-4o-mini",
      max_tokens: 600,
      messages: [
        { role: "system", content: "Write the text of an invoice e-mail from these notes." },
        { role: "user", content: parsed.data.notes },
      ],
    });
    return NextResponse.json({ text: completion.choices[0]?.message.content ?? "" });
  } catch (error) {
    console.error("ai/draft", error);
    return NextResponse.json({ error: "The assistant is not available" }, { status: 502 });
  }
}
