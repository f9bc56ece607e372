import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Only a card that was used can be given back, and twice is once.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { code } = await req.json();
  const { data: card, error } = await admin.from("gift_cards").select("id, used_at").eq("code", code).eq("owner_id", user.id).single();
  if (error) return new Response("Unknown", { status: 404 });
  if (card.used_at === null) return new Response("Not used", { status: 409 });
  const { error: failed } = await admin.from("gift_cards").update({ used_at: new Date().toISOString() }).eq("id", card.id);
  return new Response(null, { status: failed ? 500 : 200 });
});
