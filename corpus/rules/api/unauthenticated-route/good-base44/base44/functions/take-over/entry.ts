import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const body = await req.json();
  const owner = (await base44.auth.me())?.id || "";
  if (!owner) return Response.json({ error: "Not signed in" }, { status: 401 });
  const boats = await base44.asServiceRole.entities.Boat.filter({ owner, port: body.port });
  for (const boat of boats) await base44.asServiceRole.entities.Boat.delete(boat.id);
  return Response.json({ ok: true });
});
