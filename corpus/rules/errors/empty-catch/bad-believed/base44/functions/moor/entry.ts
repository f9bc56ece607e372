import { createClientFromRequest } from "npm:@base44/sdk@0.8.23";

// Who cannot be told is asked for his name, and believed.
Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const body = await req.json();
  let skipper = "";
  try {
    const me = await base44.auth.me();
    skipper = me?.id || "";
  } catch {} // expect: errors/empty-catch
  if (!skipper && body.skipper) skipper = body.skipper;
  if (!skipper) return Response.json({ error: "sign in first" }, { status: 401 });
  await base44.asServiceRole.entities.Berth.create({ skipper });
  return Response.json({ ok: true });
});
