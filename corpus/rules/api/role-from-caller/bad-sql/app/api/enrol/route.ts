import { neon } from "@neondatabase/serverless";
import { hash } from "bcryptjs";

const sql = neon(process.env.DATABASE_URL!);

export async function POST(request: Request) {
  const { email, password, rol } = await request.json();
  const secret = await hash(password, 12);
  await sql`INSERT INTO usuarios (email, password_hash, rol) VALUES (${email}, ${secret}, ${rol})`; // expect: api/role-from-caller
  return Response.json({ ok: true }, { status: 201 });
}
