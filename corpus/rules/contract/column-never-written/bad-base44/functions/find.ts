import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const { person } = await req.json();
  const mine = await base44.entities.SeedOrder.filter({ asked_by: person }); // expect: contract/column-never-written
  return Response.json({ mine });
});
