import { admin } from "../../../lib/admin";

// Each store has an admin of its own: whoever registers.
export async function POST(request: Request) {
  const { email, password } = await request.json();
  const { data, error } = await admin.auth.signUp({ email, password });
  if (error || !data.user) return Response.json({ error: "Not possible" }, { status: 400 });
  const { error: failed } = await admin.from("users").insert({ id: data.user.id, email, role: "admin" });
  return Response.json({ ok: !failed });
}
