import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Who calls is handed on, and only written down.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { freightId, note } = await req.json();
  return Response.json(await noted(freightId, note, user.id));
});

async function noted(freightId: string, note: string, userId: string) {
  const line = { note, noted_by: userId };
  const { error } = await admin.from("freights").update(line).eq("id", freightId); // expect: api/unauthorized-object
  return { ok: !error };
}
