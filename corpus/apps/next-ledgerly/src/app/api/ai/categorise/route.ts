import OpenAI from "openai";
import { NextResponse } from "next/server";

const openai = new OpenAI();

// The limiter of ai/draft was forgotten here, and so was the user.
// expect: cost/paid-call-unprotected
export async function POST(request: Request) {
  const { lines } = (await request.json()) as { lines: string[] };
  const result: string[] = [];
  for (const line of lines) {
    // expect: cost/unbounded-paid-loop
    // expect: cost/no-token-cap
    const completion = await openai.chat.completions.create({
      model: "gpt-4o-mini",
      messages: [{ role: "user", content: `One bookkeeping category for: ${line}` }],
    });
    result.push(completion.choices[0]?.message.content ?? "");
  }
  return NextResponse.json({ result });
}
