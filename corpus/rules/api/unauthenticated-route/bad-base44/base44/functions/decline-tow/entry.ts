import { createClientFromRequest } from "npm:@base44/sdk@0.8.0";

// expect: api/unauthenticated-route
Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const { tow_id, skipper_id } = await req.json();
  const [tow] = await base44.asServiceRole.entities.Tow.filter({ id: tow_id });
  if (!tow || tow.skipper_id !== skipper_id) return Response.json({ error: "not yours" }, { status: 403 });
  await base44.asServiceRole.entities.Tow.update(tow_id, { state: "declined" });
  return Response.json({ done: true });
});
