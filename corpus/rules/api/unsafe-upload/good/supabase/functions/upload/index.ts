import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const TYPES = new Set(["image/png", "image/jpeg"]);

Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const file = (await req.formData()).get("file") as File;
  if (file.size > 5_000_000 || !TYPES.has(file.type)) return new Response("Bad request", { status: 400 });
  const { error } = await admin.storage.from("photos").upload(`${user.id}/${crypto.randomUUID()}`, file);
  return new Response(null, { status: error ? 500 : 204 });
});
