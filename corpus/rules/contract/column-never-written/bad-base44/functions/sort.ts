import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const crates = await base44.asServiceRole.entities.Crate.filter({ state: "open" });
  for (const crate of crates) {
    const fruit = crate.fruit; // expect: contract/column-never-written
    if (fruit === "plum") {
      await base44.asServiceRole.entities.Crate.update(crate.id, { state: "dried" });
    } else if (fruit === "pear") {
      await base44.asServiceRole.entities.Crate.update(crate.id, { state: "cooked" });
    } else {
      console.log("unknown");
    }
  }
  return Response.json({ ok: true });
});
