import { NextResponse } from "next/server";
import { createClient } from "@/lib/supabase/server";

export async function POST(request: Request) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return NextResponse.json({ error: "Unauthorized" }, { status: 401 });

  const { logoUrl } = await request.json();
  // expect: api/request-forgery
  // expect: errors/unchecked-response
  const image = await fetch(logoUrl, { signal: AbortSignal.timeout(5000) });
  const bytes = Buffer.from(await image.arrayBuffer());
  return NextResponse.json({ data: `data:image/png;base64,${bytes.toString("base64")}` });
}
