import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

// The only try stands around the body; the work is outside of it.
// answers: authenticated=no failure_handled=no
Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  let body = {};
  try {
    body = await req.json();
  } catch {
    body = {};
  }
  const shops = await base44.asServiceRole.entities.Shop.filter({ region: body.region });
  await base44.asServiceRole.functions.invoke("crawl", { shops });
  return Response.json({ shops: shops.length });
});
