import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// What hangs on somebody else's chapter is the row that the caller has just filled.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { chapterId, url } = await req.json();
  const { data: clip } = await admin.from("clips").insert({ url, made_for: chapterId }).select().single();
  const { error } = await admin.from("chapters").update({ clip_id: clip.id, clip_on: true }).eq("id", chapterId); // expect: api/unauthorized-object
  return new Response(null, { status: error ? 500 : 204 });
});
