import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

async function release(id: string) {
  await admin.from("captions").update({ status: "queued" }).eq("id", id);
}

async function caption(id: string, url: string) {
  await admin.from("captions").update({ status: "processing" }).eq("id", id);
  const response = await fetch(url);
  await admin.from("captions").update({ status: "done", text: await response.text() }).eq("id", id);
}

// The caller takes it back.
Deno.serve(async () => {
  const { data: waiting } = await admin.from("captions").select("id, url").eq("status", "queued").limit(5);
  for (const one of waiting ?? []) {
    await caption(one.id, one.url).catch(() => release(one.id));
  }
  return new Response(null, { status: 200 });
});
