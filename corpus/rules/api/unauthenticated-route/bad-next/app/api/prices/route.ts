import { createClient } from "@supabase/supabase-js";

const admin = createClient(process.env.NEXT_PUBLIC_SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);

export async function POST(request: Request) { // expect: api/unauthenticated-route
  const { id, cents } = await request.json();
  const { error } = await admin.from("prices").update({ cents }).eq("id", id);
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}
