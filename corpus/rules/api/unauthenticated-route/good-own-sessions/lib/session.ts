import { cookies } from "next/headers";
import { getDb } from "./db";

export async function startSession(personId: string) {
  const token = crypto.randomUUID();
  await getDb()`insert into sessions (id, person_id) values (${token}, ${personId})`;
  (await cookies()).set("quay_session", token, { httpOnly: true, secure: true });
}

export async function getSession() {
  const token = (await cookies()).get("quay_session")?.value;
  if (!token) return null;
  const sql = getDb();
  const rows = await sql`
    select s.id, p.id as person, p.rol from sessions s join people p on p.id = s.person_id
    where s.id = ${token} and s.expires_at > now()`;
  if (rows.length === 0) return null;
  return { person: { id: rows[0].person, rol: rows[0].rol } };
}
