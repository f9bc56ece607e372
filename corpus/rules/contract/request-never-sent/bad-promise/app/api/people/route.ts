import { Finder, makeDb } from "@/lib/db";

export async function GET() {
  const db = makeDb();
  const { data, error } = await db.from("people").select("id").limit(20); // expect: contract/request-never-sent
  return error ? new Response(null, { status: 500 }) : Response.json(data);
}

export async function POST() {
  const db = await makeDb();
  const { error } = await db.from("people").insert({ name: "B" });
  const { error: other } = await (await makeDb()).from("people").insert({ name: "C" });
  await new Finder().find();
  return new Response(null, { status: error || other ? 500 : 204 });
}
