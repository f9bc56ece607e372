import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

async function begin(run) {
  if (run.name === "paused") return { ok: false };
  console.log("begun by", run.role);
  return { ok: true };
}

// expect: api/unauthenticated-route
Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  let user = null;
  try {
    user = await base44.auth.me();
  } catch {}
  const role = user?.role || "none";
  const { id, name } = await req.json();
  const run = await begin({ name, role });
  if (!run.ok) return Response.json({ error: "busy" }, { status: 409 });
  await base44.asServiceRole.entities.Berth.delete(id);
  return Response.json({ ok: true });
});
