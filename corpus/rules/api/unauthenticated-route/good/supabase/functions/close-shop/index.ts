import { admin, personBehind } from "../_shared/guard.ts";

Deno.serve(async (req) => {
  const person = await personBehind(req);
  if (!person) return new Response("Unauthorized", { status: 401 });
  const { error } = await admin.from("shops").update({ is_open: false }).eq("owner_id", person.id);
  return new Response(error ? "failed" : "ok", { status: error ? 500 : 200 });
});
