import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const user = await base44.auth.me();
  if (user?.role !== "admin") return Response.json({ error: "no" }, { status: 403 });
  const { email } = await req.json();
  await base44.asServiceRole.users.inviteUser(email, "admin");
  await base44.asServiceRole.entities.Invitation.create({ email, by: user.id });
  return Response.json({ ok: true });
});
