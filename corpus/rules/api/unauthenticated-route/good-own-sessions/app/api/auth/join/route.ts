import bcrypt from "bcryptjs";
import { getDb } from "@/lib/db";
import { startSession } from "@/lib/session";

export async function POST(request: Request) {
  const { email, password } = await request.json();
  const hash = await bcrypt.hash(password, 12);
  const [person] = await getDb()`insert into people (email, password_hash) values (${email}, ${hash}) returning id`;
  await startSession(person.id);
  return Response.json({ ok: true });
}
