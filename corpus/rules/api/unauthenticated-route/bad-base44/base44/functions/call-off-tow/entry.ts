import { createClientFromRequest } from "npm:@base44/sdk@0.8.0";

// expect: api/unauthenticated-route
Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const { tow_id } = await req.json();
  await base44.asServiceRole.entities.Tow.update(tow_id, { state: "cancelled" });
  return Response.json({ done: true });
});
