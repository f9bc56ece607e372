import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

// Nobody's row is changed but the one that was added.
Deno.serve(async (req) => { // expect: api/unauthenticated-route
  const base44 = createClientFromRequest(req);
  const { deck } = await req.json();
  const plan = await base44.asServiceRole.entities.DeckPlan.create({ deck, state: "drawing" });
  const lines = String(deck).split(",").length;
  await base44.asServiceRole.entities.DeckPlan.update(plan.id, { state: "drawn", lines });
  return Response.json({ id: plan.id });
});
