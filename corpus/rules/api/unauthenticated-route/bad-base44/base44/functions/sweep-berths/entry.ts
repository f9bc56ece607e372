import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

// expect: api/unauthenticated-route
Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const header = req.headers.get("authorization");
  const isAutomation = !header || header === "";
  if (!isAutomation) {
    const user = await base44.auth.me();
    if (user?.role !== "admin") return Response.json({ error: "Forbidden" }, { status: 403 });
  }
  const { id } = await req.json();
  await base44.asServiceRole.entities.Berth.delete(id);
  return Response.json({ ok: true });
});
