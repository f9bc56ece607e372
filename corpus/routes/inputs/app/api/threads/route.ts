import { db } from "../../../lib/db";

// answers: validated=n/a
export async function GET(request: Request) {
  const code = new URL(request.url).searchParams.get("code");
  const { data } = await db.from("threads").select("id, name").eq("code", code).single();
  return Response.json({ data });
}

// Kept, a code is input like any other.
// answers: validated=no
export async function POST(request: Request) {
  const { code } = await request.json();
  const { error } = await db.from("threads").insert({ code });
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}

// The list is asked for in one of two ways in.
// answers: validated=no
export async function PUT(request: Request) {
  const colour = new URL(request.url).searchParams.get("colour");
  const isOpen = process.env.OPEN === "1";
  const own = ["red", "blue"];
  if (isOpen || own.includes(colour!)) {
    await db.from("threads").update({ colour }).eq("id", 1);
  }
  return Response.json({ ok: true });
}
