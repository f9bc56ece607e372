import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

// expect: api/unauthenticated-route
Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const body = await req.json();
  const manual = body.manual === true;
  const user = await base44.auth.me().catch(() => null);
  if (manual && user?.role !== "admin") return Response.json({ error: "Forbidden" }, { status: 403 });
  await base44.asServiceRole.entities.Berth.delete(body.id);
  return Response.json({ ok: true });
});
