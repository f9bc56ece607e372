import { createClientFromRequest } from "npm:@base44/sdk@0.8.20";

async function close(entities, id) {
  await entities.Berth.update(id, { state: "closed" });
}

async function sweep(db, before) {
  for (const berth of await db.Berth.filter({ until: { $lt: before } })) await close(db, berth.id);
}

// The helper is handed the entities, and writes for everybody.
Deno.serve(async (req) => { // expect: api/unauthenticated-route
  const base44 = createClientFromRequest(req);
  const { before } = await req.json();
  const db = base44.asServiceRole.entities;
  await sweep(db, before);
  return Response.json({ ok: true });
});
