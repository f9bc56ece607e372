import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const { sort, grams } = await req.json();
  await base44.entities.SeedOrder.create({ sort, grams, state: "new", tries: 0 });
  return Response.json({ ok: true });
});
