import { Resend } from "npm:resend@4";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const resend = new Resend(Deno.env.get("RESEND_API_KEY"));

// Somebody known, and a fixed text.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { to } = await req.json();
  const { error } = await resend.emails.send({ from: "kiosk@kiosk.example", to, subject: "You are invited", text: "Join us on kiosk.example" });
  return new Response(null, { status: error ? 500 : 204 });
});
