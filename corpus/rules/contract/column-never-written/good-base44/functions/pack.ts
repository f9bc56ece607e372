import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const orders = await base44.asServiceRole.entities.SeedOrder.filter({ state: "new" });
  const packets = await base44.asServiceRole.entities.Packet.list();
  for (const order of orders) {
    // One of the names will be there.
    const key = order.id || order.uuid || order._id;
    const packet = packets.find((one) => one.sort === order.sort);
    console.log(key, order.created_date, order.sort.trim(), packet.shelf, orders.length);
  }
  // Written with whatever is sent; rows that are made elsewhere; what an agent writes.
  const wishes = await base44.entities.Wish.filter({ person: "p" });
  const visits = await base44.entities.Visit.list();
  return Response.json({ shelves: packets.map((p) => p.shelf), wishes, notes: visits.map((v) => v.note) });
});
