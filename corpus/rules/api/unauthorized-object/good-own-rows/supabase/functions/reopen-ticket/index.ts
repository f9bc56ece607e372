import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Only tickets of his shop, which is looked up by who he is.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { data: shop } = await admin.from("shops").select("id").eq("keeper_id", user.id).single();
  const { ticketId } = await req.json();
  const { error } = await admin.from("tickets").update({ closed: false }).eq("id", ticketId).eq("shop_id", shop.id);
  return new Response(null, { status: error ? 500 : 204 });
});
