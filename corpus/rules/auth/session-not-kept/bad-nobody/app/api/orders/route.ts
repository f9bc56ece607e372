import { createClient } from "@supabase/supabase-js";

const admin = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!, {
  auth: { persistSession: false },
});

export async function DELETE(request: Request) {
  const { data: { user } } = await admin.auth.getUser(); // expect: auth/session-not-kept
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { id } = await request.json();
  const { error } = await admin.from("orders").delete().eq("id", id);
  return new Response(null, { status: error ? 500 : 204 });
}
