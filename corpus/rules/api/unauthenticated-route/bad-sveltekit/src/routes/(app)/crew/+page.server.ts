import { fail } from "@sveltejs/kit";
import { admin } from "../../../lib/server/admin";

export const actions = {
  // expect: api/unauthenticated-route
  dismiss: async ({ request }) => {
    const form = await request.formData();
    const { error } = await admin.from("crew").delete().eq("id", form.get("id"));
    return error ? fail(500) : { ok: true };
  },
  rename: async ({ request, locals }) => {
    if (!locals.user) return fail(401);
    const form = await request.formData();
    const { error } = await admin.from("crew").update({ name: form.get("name") }).eq("owner_id", locals.user.id);
    return error ? fail(500) : { ok: true };
  },
};
