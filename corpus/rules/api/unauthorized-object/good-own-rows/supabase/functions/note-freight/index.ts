import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Who calls is handed on, and held against the owner there.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { freightId, note } = await req.json();
  return Response.json(await noted({ freightId, note, by: user.id }));
});

async function noted({ freightId, note, by }: { freightId: string; note: string; by: string }) {
  const { data: freight } = await admin.from("freights").select("owner").eq("id", freightId).single();
  if (freight?.owner !== by) return { ok: false };
  const { error } = await admin.from("freights").update({ note }).eq("id", freightId);
  return { ok: !error };
}
