import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

async function begin(base44, max) {
  const runs = await base44.asServiceRole.entities.RunLog.filter({ state: "open" });
  return runs.length >= max ? { ok: false, reason: "too many" } : { ok: true, reason: "" };
}

// answers: rate_limited=yes
Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const run = await begin(base44, 20);
  if (!run.ok) return Response.json({ reason: run.reason }, { status: 429 });
  return Response.json({ ok: true });
});
