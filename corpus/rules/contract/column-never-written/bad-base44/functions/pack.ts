import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const fresh = await base44.asServiceRole.entities.SeedOrder.filter({ state: "new" });
  const again = await base44.asServiceRole.entities.SeedOrder.filter({ state: "failed" });
  const orders = [...fresh, ...again.filter((order) => order.tries < 3)].slice(0, 20);
  for (const order of orders) {
    const kind = order.kind; // expect: contract/column-never-written
    if (kind === "rare") await base44.asServiceRole.entities.SeedOrder.update(order.id, { state: "asked" });
    else await base44.asServiceRole.entities.SeedOrder.update(order.id, { state: "packed", tries: order.tries + 1 });
  }
  return Response.json({ ok: true, count: orders.length });
});
