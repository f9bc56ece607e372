import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const { id, isLost, state } = await req.json();
  await base44.entities.Loan.update(id, { state: isLost ? "lost" : "back", shelf: "none" });
  const found = await base44.entities.Loan.filter({ state });
  return Response.json({ found });
});
