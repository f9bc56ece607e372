import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const { id, isLost } = await req.json();
  // expect: contract/value-outside-check
  await base44.entities.Loan.update(id, { state: isLost ? "lost" : "returned" });
  const found = await base44.entities.Loan.filter({ state: "returned" });
  const late = await base44.entities.Loan.filter({ state: "overdue" }); // expect: contract/value-outside-check
  return Response.json({ found, late });
});
