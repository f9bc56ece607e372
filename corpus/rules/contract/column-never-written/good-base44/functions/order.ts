import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const { sort, grams, wishes } = await req.json();
  await base44.entities.SeedOrder.create({ sort, grams, state: "new" });
  await base44.entities.Wish.create(wishes);
  await base44.entities.Visit.create({ state: "new" });
  return Response.json({ ok: true });
});
