import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

const FIRST = [{ tag: "bean", borrower_email: "desk@example.com", packet_id: "p1" }];

Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const { email, packet, form } = await req.json();
  // What each row has.
  const earlier = await base44.entities.Loan.filter({ borrower_email: email, created_date: { $gte: "2026-01-01" } }, "-updated_date");
  const mine = await base44.entities.Loan.filter({ created_by: email, borrower: null });
  await base44.entities.Loan.create({ borrower_email: email, packet_id: packet, ...form });
  for (const one of FIRST) {
    const { tag, ...loan } = one;
    await base44.entities.Loan.create(loan);
    console.log(tag);
  }
  // An entity whose schema is not here, and the accounts, which take any field.
  await base44.entities.Packet.create({ sort: "bean" });
  await base44.asServiceRole.entities.User.update("1", { shelf_of_mine: "b" });
  return Response.json({ earlier, mine });
});
