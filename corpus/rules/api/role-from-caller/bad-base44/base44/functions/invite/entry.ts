import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const user = await base44.auth.me();
  if (!user) return Response.json({ error: "no" }, { status: 401 });
  const { email, role } = await req.json();
  await base44.asServiceRole.users.inviteUser(email, role); // expect: api/role-from-caller
  await base44.asServiceRole.entities.Invitation.create({ email, by: user.id });
  return Response.json({ ok: true });
});
