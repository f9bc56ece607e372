import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

// Only what a form may set.
function allowed(form) {
  const clean = {};
  for (const [key, value] of Object.entries(form)) {
    if (key !== "shelf") clean[key] = value;
  }
  return { clean, count: Object.keys(clean).length };
}

Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const { email, packet, form } = await req.json();
  // The default of the schema is taken for the weight.
  const loan = await base44.entities.Loan.create({ borrower_email: email, packet_id: packet });
  await base44.entities.Loan.create({ borrower_email: email, ...form });
  await base44.entities.Loan.update(loan.id, { shelf: "b" });
  const { clean } = allowed(form);
  await base44.entities.Loan.create({ ...clean, shelf: "a" });
  const row = {};
  Object.assign(row, form);
  await base44.entities.Loan.create(row);
  await base44.entities.Packet.create({ sort: "bean" });
  return Response.json({ loan });
});
