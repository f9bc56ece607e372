import { db } from "../../../lib/db";
import { writeDown } from "../../../lib/audit";
import { HiveError } from "../../../lib/errors";

// What is audited is not the work: its own failure is answered for what it is, and written down.
// answers: failure_handled=yes logged=yes
export async function POST(request: Request) {
  const name = new URL(request.url).searchParams.get("name");
  const { error } = await db.from("hives").insert({ name });
  if (error) {
    console.error(error);
    return Response.json({ error: "Not saved" }, { status: 500 });
  }
  await writeDown("hive");
  return Response.json({ ok: true });
}

// The audit's catch hears nothing of the update.
// answers: failure_handled=no logged=no
export async function PATCH(request: Request) {
  const id = new URL(request.url).searchParams.get("id");
  const name = new URL(request.url).searchParams.get("name");
  await db.from("hives").update({ name }).eq("id", id);
  await writeDown("hive");
  return Response.json({ ok: true });
}

// Words of the app's own error are written for callers.
// answers: failure_handled=yes
export async function PUT(request: Request) {
  try {
    const { id, name } = await request.json();
    if (name.length > 40) throw new HiveError("The name is too long");
    const { error } = await db.from("hives").update({ name }).eq("id", id);
    if (error) throw error;
    return Response.json({ ok: true });
  } catch (error) {
    if (error instanceof HiveError) return Response.json({ error: error.message }, { status: 400 });
    console.error(error);
    return Response.json({ error: "Not saved" }, { status: 500 });
  }
}

// answers: failure_handled=no
export async function DELETE(request: Request) {
  try {
    const { id } = await request.json();
    const { error } = await db.from("hives").delete().eq("id", id);
    if (error) throw error;
    return Response.json({ ok: true });
  } catch (error) {
    return Response.json({ error: error instanceof Error ? error.message : "Not deleted" }, { status: 500 });
  }
}
