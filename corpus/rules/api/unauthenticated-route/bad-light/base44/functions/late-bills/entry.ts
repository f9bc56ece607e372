import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

// What is due becomes late, whoever sets it off.
Deno.serve(async (req) => { // expect: api/unauthenticated-route
  const base44 = createClientFromRequest(req);
  const today = new Date().toISOString();
  const bills = await base44.asServiceRole.entities.Invoice.list();
  const late = bills.filter((bill) => bill.due_date < today && !["paid", "void", "late"].includes(bill.status));
  await Promise.all(late.map((bill) => base44.asServiceRole.entities.Invoice.update(bill.id, { status: "late" })));
  return Response.json({ updated: late.length });
});
