import { db } from "../../../lib/db";

// Nothing here can fail.
// answers: logged=no failure_handled=yes
export async function GET() {
  try {
    return Response.json({ flowers: ["clover", "lime"] });
  } catch (error) {
    console.error(error);
    return Response.json({ error: "Not read" }, { status: 500 });
  }
}

// answers: failure_handled=no logged=yes
export async function POST() {
  const { data, error } = await db.from("flowers").select("id").limit(20);
  if (error) {
    console.error(error);
    return Response.json({ flowers: [] });
  }
  return Response.json({ flowers: data });
}

// What was not written is answered as written.
// answers: failure_handled=no logged=yes
export async function PUT(request: Request) {
  const id = new URL(request.url).searchParams.get("id");
  const { error } = await db.from("flowers").update({ seen: true }).eq("id", id);
  if (error) console.error(error);
  return Response.json({ ok: true });
}
