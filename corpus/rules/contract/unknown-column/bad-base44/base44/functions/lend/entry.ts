import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const { email, packet, leaflet } = await req.json();
  // expect: contract/unknown-column
  const earlier = await base44.entities.Loan.filter({ borrower: email, created_at: { $gte: "2026-01-01" } });
  if (earlier.length > 3) return Response.json({ error: "enough" }, { status: 409 });
  const loan = await base44.entities.Loan.create({ // expect: contract/unknown-column
    borrower_email: email,
    packet_id: packet,
    growing_notes: leaflet.notes,
  });
  await base44.entities.Loan.update(loan.id, { lent_by: "desk" }); // expect: contract/unknown-column
  return Response.json({ loan });
});
