import { z } from "npm:zod@3";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const Body = z.object({ hours: z.number().positive().max(24), note: z.string().max(500) });

Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const body = Body.safeParse(await req.json().catch(() => null));
  if (!body.success) return new Response("Bad request", { status: 400 });
  const { error } = await admin.from("entries").insert({ user_id: user.id, ...body.data });
  return new Response(error ? "failed" : "ok", { status: error ? 500 : 200 });
});
