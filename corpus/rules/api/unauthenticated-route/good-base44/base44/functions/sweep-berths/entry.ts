import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const secret = Deno.env.get("CRON_SECRET");
  const isAutomation = !!secret && req.headers.get("x-cron-secret") === secret;
  if (!isAutomation) {
    const user = await base44.auth.me();
    if (user?.role !== "admin") return Response.json({ error: "Forbidden" }, { status: 403 });
  }
  const { id } = await req.json();
  await base44.asServiceRole.entities.Berth.delete(id);
  return Response.json({ ok: true });
});
