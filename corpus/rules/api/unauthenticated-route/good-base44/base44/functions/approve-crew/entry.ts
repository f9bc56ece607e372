import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const user = await base44.auth.me().catch(() => null);
  if (user?.role !== "admin") return Response.json({ error: "Forbidden" }, { status: 403 });
  const { id } = await req.json();
  return await approve(base44, id, user.email);
});

async function approve(base44, id, by) {
  await base44.asServiceRole.entities.Crew.delete(id);
  console.log("removed by", by);
  return Response.json({ ok: true });
}
