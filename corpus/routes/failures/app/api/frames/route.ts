import { db } from "../../../lib/db";

// The catch logs, but no failure of these reads gets there.
// answers: logged=no failure_handled=no
export async function GET() {
  try {
    const { data: frames } = await db.from("frames").select("id, kind").limit(50);
    const { data: boxes } = await db.from("boxes").select("id").limit(50);
    return Response.json({ frames: frames ?? [], boxes: boxes?.length ?? 0 });
  } catch (error) {
    console.error(error);
    return Response.json({ error: "Not read" }, { status: 500 });
  }
}

// One kind of failure is the caller's own; all others are thrown and written down.
// answers: logged=yes failure_handled=yes
export async function POST(request: Request) {
  try {
    const { code } = await request.json();
    const { error } = await db.from("frames").insert({ code });
    if (error) {
      if (error.code === "23505") return Response.json({ error: "Taken" }, { status: 409 });
      throw error;
    }
    return Response.json({ ok: true });
  } catch (error) {
    console.error(error);
    return Response.json({ error: "Not saved" }, { status: 500 });
  }
}

// A failed look-up is said to have found nothing.
// answers: failure_handled=no logged=yes
export async function DELETE(request: Request) {
  const id = new URL(request.url).searchParams.get("id");
  const { data: frame, error: findError } = await db.from("frames").select("id").eq("id", id).single();
  if (findError || !frame) return Response.json({ error: "No such frame" }, { status: 404 });
  const { error } = await db.from("frames").delete().eq("id", id);
  if (error) {
    console.error(error);
    return Response.json({ error: "Not deleted" }, { status: 500 });
  }
  return Response.json({ ok: true });
}
