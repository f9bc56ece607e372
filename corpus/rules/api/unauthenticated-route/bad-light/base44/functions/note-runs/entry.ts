import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

// A line in a record, and when that was.
Deno.serve(async (req) => { // expect: api/unauthenticated-route
  const base44 = createClientFromRequest(req);
  const { kind } = await req.json();
  const at = new Date().toISOString();
  await base44.asServiceRole.entities.RunLine.create({ at, note: "run" });
  const rows = await base44.entities.Source.filter({ kind });
  if (rows[0]) await base44.asServiceRole.entities.Source.update(rows[0].id, { last_run_at: at });
  return Response.json({ ok: true });
});
