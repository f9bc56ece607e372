import { NextResponse } from "next/server";
import { createAdminClient } from "@/lib/supabase/admin";

// expect: api/left-over-function
// expect: api/state-change-on-get
export async function GET() {
  const admin = createAdminClient();
  const { error } = await admin.from("customers").insert({ name: "Test customer", email: "test@ledgerly.example" });
  if (error) return NextResponse.json({ error: "Seed failed" }, { status: 500 });
  return NextResponse.json({ seeded: true });
}
