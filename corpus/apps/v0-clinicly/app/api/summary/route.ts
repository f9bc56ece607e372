import { openai } from "@ai-sdk/openai"
import { generateText } from "ai"
import { createClient } from "@supabase/supabase-js"
import { NextResponse } from "next/server"

// expect: api/unauthenticated-route
// expect: cost/paid-call-unprotected
export async function POST(req: Request) {
  try {
    const { patientId } = await req.json()
    const supabase = createClient(process.env.NEXT_PUBLIC_SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!)
    // expect: errors/ignored-read-error
    const { data: patient } = await supabase.from("patients").select("*").eq("id", patientId).single()

    const { text } = await generateText({
      model: openai("gpt-4o"),
      maxTokens: 500,
      prompt: `Summarise this patient for a colleague: ${JSON.stringify(patient)}`,
    })
    return NextResponse.json({ text })
  } catch (error) {
    console.error("[v0] summary failed", error)
    return NextResponse.json({ error: "Summary failed" }, { status: 500 })
  }
}
