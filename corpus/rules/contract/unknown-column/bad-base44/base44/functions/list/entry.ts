import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const loans = await base44.entities.Loan.list("-taken_at", 20); // expect: contract/unknown-column
  return Response.json(loans.map((loan) => loan.growing_notes));
});
