import { createClient } from "@supabase/supabase-js";

const admin = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);
const ROLES = ["reader", "writer"];

// Neither of them opens anything that the other does not.
export async function POST(request: Request) {
  const { email, password, role } = await request.json();
  if (!ROLES.includes(role)) return new Response("unknown role", { status: 400 });
  const { data, error } = await admin.auth.admin.createUser({ email, password });
  if (error) return new Response(error.message, { status: 400 });
  await admin.from("profiles").insert({ id: data.user.id, email, role });
  return Response.json({ ok: true });
}
