import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const user = await base44.auth.me();
  if (user?.role !== "admin") return Response.json({ error: "no" }, { status: 403 });
  const loans = await base44.asServiceRole.entities.Loan.list("-created_date", 50);
  return Response.json({ loans });
});
