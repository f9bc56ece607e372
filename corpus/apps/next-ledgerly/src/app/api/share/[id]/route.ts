import { NextResponse, type NextRequest } from "next/server";
import { createAdminClient } from "@/lib/supabase/admin";
import { verifyShareLink } from "@/lib/token";

// The signature in the link is the proof.
// fine: api/unauthenticated-route
export async function GET(request: NextRequest, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const signature = request.nextUrl.searchParams.get("s") ?? "";
  if (!verifyShareLink(id, signature)) return NextResponse.json({ error: "Not found" }, { status: 404 });

  const { data, error } = await createAdminClient()
    .from("invoices")
    .select("number, customer, total_cents, currency, due_on")
    .eq("id", id)
    .maybeSingle();
  if (error) return NextResponse.json({ error: "Not available" }, { status: 500 });
  if (!data) return NextResponse.json({ error: "Not found" }, { status: 404 });
  return NextResponse.json(data);
}
