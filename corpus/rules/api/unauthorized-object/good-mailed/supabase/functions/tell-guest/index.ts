import { Resend } from "npm:resend@4";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

async function skipper(req: Request) {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "");
  const { data: { user } } = await admin.auth.getUser(token);
  return user;
}

const resend = new Resend(Deno.env.get("RESEND_API_KEY"));

// The guest gets what the harbour always writes.
Deno.serve(async (req) => {
  const user = await skipper(req);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { guestId } = await req.json();
  const { data: guest } = await admin.from("guests").select("id, email").eq("id", guestId).single();
  if (!guest) return new Response("unknown", { status: 404 });
  await resend.emails.send({ from: "Harbour <office@harbour.example>", to: guest.email, subject: "Your berth", text: "It is ready." });
  return new Response(null, { status: 204 });
});
