import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const { library, keeper_email } = await req.json();
  const made = await base44.asServiceRole.entities.Library.create({ name: library, keeper_email });
  await base44.users.inviteUser(keeper_email, "admin"); // expect: api/role-from-caller
  return Response.json({ made });
});
