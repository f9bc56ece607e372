import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const carriers = await base44.asServiceRole.entities.Carrier.filter({ state: "open" });
  for (const carrier of carriers) {
    switch (carrier.speed) { // expect: contract/column-never-written
      case "slow":
        await base44.asServiceRole.entities.Carrier.update(carrier.id, { state: "walking" });
        break;
      default:
        console.log("unknown");
    }
  }
  return Response.json({ ok: true });
});
