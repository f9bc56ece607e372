import { createClient } from "npm:@supabase/supabase-js@2";
import { finish } from "../_shared/subtitles.ts";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async () => {
  const { data: waiting } = await admin.from("subtitles").select("id, url").eq("state", "queued").limit(5);
  for (const film of waiting ?? []) {
    await admin.from("subtitles").update({ state: "transcribing" }).eq("id", film.id);
    const response = await fetch(film.url);
    await finish(admin, film.id, await response.text());
  }
  return new Response(null, { status: 200 });
});
