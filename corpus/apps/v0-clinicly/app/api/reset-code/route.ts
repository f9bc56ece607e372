import { createClient } from "@supabase/supabase-js"
import { NextResponse } from "next/server"

// expect: api/unlimited-auth-endpoint
export async function POST(req: Request) {
  const { email } = await req.json()
  if (typeof email !== "string" || email.length > 200) {
    return NextResponse.json({ error: "Please give an e-mail address" }, { status: 400 })
  }
  // expect: auth/weak-random
  const code = Math.floor(100000 + Math.random() * 900000).toString()
  const supabase = createClient(process.env.NEXT_PUBLIC_SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!)
  const { error } = await supabase.from("reset_codes").insert({ email, code })
  if (error) return NextResponse.json({ error: "Not sent" }, { status: 500 })
  return NextResponse.json({ ok: true })
}
