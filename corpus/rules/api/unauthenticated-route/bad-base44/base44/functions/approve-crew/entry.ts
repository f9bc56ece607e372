import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

// expect: api/unauthenticated-route
Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  let user = null;
  try {
    user = await base44.auth.me();
  } catch {
    user = null;
  }
  if (user && user.role !== "admin") return Response.json({ error: "Forbidden" }, { status: 403 });
  const { id } = await req.json();
  return await approve(base44, id, user.email);
});

async function approve(base44, id, by) {
  await base44.asServiceRole.entities.Crew.delete(id);
  console.log("removed by", by);
  return Response.json({ ok: true });
}
