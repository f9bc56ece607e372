import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

// That there is such a coach says nothing of who calls.
Deno.serve(async (req) => { // expect: api/unauthenticated-route
  const base44 = createClientFromRequest(req);
  const body = await req.json();
  const me = await base44.auth.me().catch(() => null);
  const account = me?.id || body.account;
  if (!account) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const coach = (await base44.asServiceRole.entities.Coach.filter({ account_id: account }))[0];
  if (!coach) return Response.json({ error: "Forbidden" }, { status: 403 });
  const outings = await base44.asServiceRole.entities.Outing.filter({ coach_id: coach.id });
  return Response.json({ outings });
});
