import bcrypt from "bcryptjs";
import { getDb } from "@/lib/db";
import { startSession } from "@/lib/session";

export async function POST(request: Request) {
  const { email, password } = await request.json();
  const [person] = await getDb()`select id, password_hash from people where email = ${email}`;
  if (!person || !(await bcrypt.compare(password, person.password_hash))) {
    return Response.json({ error: "wrong" }, { status: 401 });
  }
  await startSession(person.id);
  return Response.json({ ok: true });
}
