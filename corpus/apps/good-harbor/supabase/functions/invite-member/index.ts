import { z } from "zod";
import { requireManager, requireUser } from "../_shared/auth.ts";
import { admin } from "../_shared/database.ts";
import { PublicError } from "../_shared/errors.ts";
import { limit } from "../_shared/limits.ts";
import { serveBrowser } from "../_shared/serve.ts";

const Body = z.object({
  marinaId: z.string().uuid(),
  userId: z.string().uuid(),
  role: z.enum(["manager", "staff"]),
});

serveBrowser("invite-member", async (request) => {
  const user = await requireUser(request);
  await limit(`invite:${user.id}`, 20, 3600);
  const { marinaId, userId, role } = Body.parse(await request.json());
  await requireManager(user, marinaId);

  const { error } = await admin
    .from("memberships")
    .upsert({ marina_id: marinaId, user_id: userId, role }, { onConflict: "marina_id,user_id" });
  if (error?.code === "23503") throw new PublicError(404, "This person has no account yet");
  if (error) throw error;

  const { error: auditError } = await admin
    .from("audit_log")
    .insert({ actor: user.id, action: "member invited", subject: marinaId, details: { userId, role } });
  if (auditError) throw auditError;

  return Response.json({ invited: true });
});
