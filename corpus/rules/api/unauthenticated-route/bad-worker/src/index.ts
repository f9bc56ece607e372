import { createClient } from "@supabase/supabase-js";

export default {
  // expect: api/unauthenticated-route
  async fetch(request: Request, env: { SUPABASE_URL: string; SUPABASE_SERVICE_ROLE_KEY: string }) {
    const admin = createClient(env.SUPABASE_URL, env.SUPABASE_SERVICE_ROLE_KEY);
    const { id } = (await request.json()) as { id: string };
    const { error } = await admin.from("tides").delete().eq("id", id);
    return Response.json({ ok: !error }, { status: error ? 500 : 200 });
  },
};
