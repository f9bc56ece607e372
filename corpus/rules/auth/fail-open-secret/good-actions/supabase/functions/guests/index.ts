import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

function isInternal(req: Request) {
  const secret = Deno.env.get("INTERNAL_SECRET");
  if (!secret) return false;
  return req.headers.get("x-internal") === secret;
}

// What is asked for decides which work is done; the work that matters is always guarded.
Deno.serve(async (req) => {
  const { action, guest } = await req.json();
  if (action === "record") {
    if (!isInternal(req)) return new Response("Unauthorized", { status: 401 });
    const { error } = await admin.from("visits").insert({ guest });
    return new Response(null, { status: error ? 500 : 204 });
  }
  return new Response("ok");
});
