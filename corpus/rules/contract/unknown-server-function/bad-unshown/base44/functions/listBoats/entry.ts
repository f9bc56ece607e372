import { createClientFromRequest } from "npm:@base44/sdk@0.8.0";

Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const user = await base44.auth.me();
  if (!user) return Response.json({ error: "unknown" }, { status: 401 });
  return Response.json({ boats: await base44.entities.Boat.list() });
});
