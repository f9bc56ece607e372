import { createClient } from "@supabase/supabase-js";

const db = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);

// answers: validated=no
export async function POST(request: Request) {
  const body = await request.json();
  const { error } = await db.from("boats").insert(body);
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}

// answers: validated=no
export async function PATCH(request: Request) {
  const { id, ...rest } = await request.json();
  const { error } = await db.from("boats").update(rest).eq("id", id);
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}
