import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Once for each slot: a second call finds it confirmed.
async function confirm(id: string) {
  const { data: slot } = await admin.from("slots").select("status, guest_phone").eq("id", id).single();
  if (slot.status !== "new") throw new Error("not new");
  const { error } = await admin.from("slots").update({ status: "confirmed" }).eq("id", id);
  if (error) throw error;
  return slot;
}

Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { id } = await req.json();
  const slot = await confirm(id);
  const sent = await fetch("https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json", {
    method: "POST",
    headers: { Authorization: `Basic ${Deno.env.get("TWILIO_TOKEN")}` },
    body: new URLSearchParams({ To: slot.guest_phone, Body: "Confirmed" }),
  });
  return new Response(null, { status: sent.ok ? 204 : 502 });
});
