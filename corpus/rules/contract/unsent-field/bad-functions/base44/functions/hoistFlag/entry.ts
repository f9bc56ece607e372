import { createClientFromRequest } from "npm:@base44/sdk@0.8.20";

Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const user = await base44.auth.me();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { flag } = await req.json();
  if (!flag) return Response.json({ error: "flag is required" }, { status: 400 });
  return Response.json({ flag });
});
