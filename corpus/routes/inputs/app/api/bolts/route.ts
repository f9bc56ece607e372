import { db } from "../../../lib/db";

// The type of each field that is taken is asked for.
// answers: validated=yes
export async function PATCH(request: Request) {
  const body = await request.json();
  const changes: Record<string, boolean> = {};
  for (const field of ["dyed", "sold"]) {
    if (field in body && typeof body[field] === "boolean") {
      changes[field] = body[field];
    }
  }
  const { error } = await db.from("bolts").update(changes).eq("id", body.id);
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}

// Only the names are asked for.
// answers: validated=no
export async function POST(request: Request) {
  const body = await request.json();
  const changes: Record<string, unknown> = {};
  for (const field of ["dyed", "sold"]) {
    if (field in body) {
      changes[field] = body[field];
    }
  }
  const { error } = await db.from("bolts").insert(changes);
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}

// answers: validated=no
export async function PUT(request: Request) {
  const { kept } = pick(await request.json());
  const { error } = await db.from("bolts").insert(kept);
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}

function pick(body: Record<string, unknown>) {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    if (["dyed", "sold"].includes(name)) kept[name] = value;
  }
  return { kept };
}

// A flag chooses what is deleted, whatever it is.
// answers: validated=no
export async function DELETE(request: Request) {
  const { id, all } = await request.json();
  if (all) {
    await db.from("bolts").delete().eq("sold", true);
  } else {
    await db.from("bolts").delete().eq("id", id);
  }
  return Response.json({ ok: true });
}
