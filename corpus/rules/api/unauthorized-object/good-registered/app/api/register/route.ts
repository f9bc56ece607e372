import { admin } from "../../../lib/admin";

// Whoever registers works at the counter.
export async function POST(request: Request) {
  const { email, password } = await request.json();
  const { data, error } = await admin.auth.signUp({ email, password });
  if (error || !data.user) return Response.json({ error: "Not possible" }, { status: 400 });
  const { error: failed } = await admin.from("users").insert({ id: data.user.id, email, role: "clerk" });
  return Response.json({ ok: !failed });
}
