import { createClient } from "@supabase/supabase-js";

const admin = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);
const ROLES = ["clerk", "cashier", "courier"];

export async function POST(request: Request) {
  const { email, password, role } = await request.json();
  if (!ROLES.includes(role)) return new Response("unknown role", { status: 400 });
  const { data, error } = await admin.auth.admin.createUser({ email, password });
  if (error) return new Response(error.message, { status: 400 });
  await admin.from("profiles").insert({ id: data.user.id, email, role }); // expect: api/role-from-caller
  return Response.json({ ok: true });
}
