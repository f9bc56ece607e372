import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const beds = await base44.asServiceRole.entities.Bed.filter({ state: "open" });
  for (const bed of beds) {
    const plants = await base44.asServiceRole.entities.Plant.filter({ row_id: bed.row_id }); // expect: contract/column-never-written
    console.log(plants.length);
  }
  const taps = await base44.asServiceRole.entities.Tap.filter({ name: "north" });
  const tap = taps[0];
  if (!tap?.plain_key) return Response.json({ error: "not connected" }, { status: 400 }); // expect: contract/column-never-written
  const pots = await base44.asServiceRole.entities.Pot.filter({ state: "open" });
  const sent = pots.map((pot) => ({ name: pot.name, glaze: pot.glaze })); // expect: contract/column-never-written
  return Response.json({ sent });
});
