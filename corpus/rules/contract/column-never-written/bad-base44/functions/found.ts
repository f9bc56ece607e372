import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const { name, pace } = await req.json();
  await base44.asServiceRole.entities.Carrier.create({ name, pace, state: "open" });
  await base44.asServiceRole.entities.Bed.create({ name, state: "open" });
  await base44.asServiceRole.entities.Tap.create({ name, sealed_key: pace });
  await base44.asServiceRole.entities.Pot.create({ name, state: "open" });
  await base44.asServiceRole.entities.Crate.create({ name, state: "open" });
  return Response.json({ ok: true });
});
