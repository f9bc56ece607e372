import { NextResponse, type NextRequest } from "next/server";
import { createAdminClient } from "@/lib/supabase/admin";

// expect: api/unauthenticated-route
export async function GET(request: NextRequest) {
  const q = request.nextUrl.searchParams.get("q") ?? "";
  const admin = createAdminClient();
  const { data, error } = await admin
    .from("customers")
    .select("id, name, email, phone")
    // expect: api/filter-injection
    .or(`name.ilike.%${q}%,email.ilike.%${q}%`)
    .limit(20);
  if (error) return NextResponse.json({ error: "Search failed" }, { status: 500 });
  return NextResponse.json(data);
}
