import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const { email } = await req.json();
  const loan = await base44.asServiceRole.entities.Loan.create({ borrower_email: email }); // expect: contract/missing-required-column
  return Response.json({ loan });
});
