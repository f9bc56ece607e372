import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

async function all(kind, where) {
  return await kind.filter(where);
}

// Whoever names an account gets its rows.
Deno.serve(async (req) => { // expect: api/unauthenticated-route
  const base44 = createClientFromRequest(req);
  const body = await req.json();
  const me = await base44.auth.me().catch(() => null);
  const owner = me?.id || body.owner;
  if (!owner) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const profiles = await all(base44.asServiceRole.entities.AthleteProfile, { owner_id: owner });
  return Response.json({ profiles });
});
