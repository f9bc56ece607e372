import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const { email, packet, form } = await req.json();
  // The default of the schema is taken for the weight.
  const loan = await base44.entities.Loan.create({ borrower_email: email, packet_id: packet });
  await base44.entities.Loan.create({ borrower_email: email, ...form });
  await base44.entities.Loan.update(loan.id, { shelf: "b" });
  await base44.entities.Packet.create({ sort: "bean" });
  return Response.json({ loan });
});
