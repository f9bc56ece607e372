import { NextResponse, type NextRequest } from "next/server";
import { createClient } from "@/lib/supabase/server";
import { createAdminClient } from "@/lib/supabase/admin";

type Context = { params: Promise<{ id: string }> };

// Row security decides: the query runs as the user.
export async function GET(_request: NextRequest, { params }: Context) {
  const { id } = await params;
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return NextResponse.json({ error: "Unauthorized" }, { status: 401 });

  const { data, error } = await supabase.from("invoices").select("*").eq("id", id).maybeSingle();
  if (error) return NextResponse.json({ error: "Invoice not available" }, { status: 500 });
  if (!data) return NextResponse.json({ error: "Not found" }, { status: 404 });
  return NextResponse.json(data);
}

// Signed in is enough to change anybody's invoice here.
// expect: api/unauthorized-object
export async function PATCH(request: NextRequest, { params }: Context) {
  const { id } = await params;
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return NextResponse.json({ error: "Unauthorized" }, { status: 401 });

  const updates = await request.json();
  const admin = createAdminClient();
  // expect: api/mass-assignment
  const { data, error } = await admin.from("invoices").update(updates).eq("id", id).select().single();
  // expect: errors/raw-error-to-caller
  if (error) return NextResponse.json({ error: error.message }, { status: 500 });
  return NextResponse.json(data);
}
