import { cookies } from "next/headers";
import postgres from "postgres";
import { verify } from "@node-rs/argon2";

const sql = postgres(process.env.DATABASE_URL!);

async function openSession(userId: string) {
  const id = crypto.randomUUID();
  await sql`insert into sessions (id, user_id) values (${id}, ${userId})`;
  (await cookies()).set("session", id, { httpOnly: true, secure: true });
}

export async function POST(request: Request) {
  const { email, password } = await request.json();
  const [user] = await sql`select id, password_hash from users where email = ${email}`;
  if (!user || !(await verify(user.password_hash, password))) return new Response("wrong", { status: 401 });
  await openSession(user.id);
  return Response.json({ ok: true });
}
