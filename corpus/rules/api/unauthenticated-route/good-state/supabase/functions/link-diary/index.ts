import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Whoever comes back from the other house brings the word that he was sent out with.
Deno.serve(async (req) => {
  const { code, state } = await req.json();
  const { data: sent } = await admin
    .from("diary_auth_states")
    .select("*")
    .eq("state", state)
    .gt("expires_at", new Date().toISOString())
    .single();
  if (!sent) return Response.json({ error: "Not valid any more" }, { status: 400 });
  await admin.from("diary_auth_states").delete().eq("id", sent.id);
  const answer = await fetch("https://diary.example/oauth/token", {
    method: "POST",
    body: new URLSearchParams({ grant_type: "authorization_code", code }),
  });
  const { refresh_token } = await answer.json();
  const { error } = await admin.from("diary_links").insert({ member_id: sent.member_id, refresh_token });
  return Response.json({ ok: !error });
});
