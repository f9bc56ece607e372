import { createClientFromRequest } from "npm:@base44/sdk@0.8.23";

// Who is signed in and no mate is refused; who is not signed in at all goes on.
Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const me = await base44.auth.me().catch(() => null); // expect: errors/catch-noop-callback
  if (me && me.role !== "mate") return Response.json({ error: "not yours" }, { status: 403 });
  await base44.asServiceRole.entities.Berth.create({ pier: 4 });
  return Response.json({ ok: true });
});
