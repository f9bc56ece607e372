import { cookies } from "next/headers";
import { getDb } from "@/lib/db";

export async function POST() {
  const token = (await cookies()).get("quay_session")?.value;
  if (token) await getDb()`delete from sessions where id = ${token}`;
  return Response.json({ ok: true });
}
