import { createClientFromRequest } from "npm:@base44/sdk@0.8.23";

// A mate's crew is turned away, and who is not signed in at all goes on.
Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  try {
    const me = await base44.auth.me();
    if (me.role !== "mate") return Response.json({ error: "mates only" }, { status: 403 });
  } catch {} // expect: errors/empty-catch
  await base44.asServiceRole.entities.Berth.create({ pier: 4 });
  return Response.json({ ok: true });
});
