import { requireUser } from "../_shared/auth.ts";
import { admin } from "../_shared/database.ts";
import { limit } from "../_shared/limits.ts";
import { serveBrowser } from "../_shared/serve.ts";

// Bookings and payments stay for the books, without the person: their foreign keys are set to null.
serveBrowser("delete-account", async (request) => {
  const user = await requireUser(request);
  await limit(`delete:${user.id}`, 3, 3600);

  const { error: auditError } = await admin
    .from("audit_log")
    .insert({ actor: user.id, action: "account deleted", subject: user.id });
  if (auditError) throw auditError;

  const { error } = await admin.auth.admin.deleteUser(user.id);
  if (error) throw error;
  return Response.json({ deleted: true });
});
