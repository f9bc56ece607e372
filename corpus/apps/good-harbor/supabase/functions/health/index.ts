import { admin } from "../_shared/database.ts";
import { serve } from "../_shared/serve.ts";

// Public by design: it tells nothing but whether the database answers.
serve("health", async () => {
  const { error } = await admin.from("feature_flags").select("name", { head: true }).limit(1);
  if (error) throw error;
  return Response.json({ ok: true });
});
