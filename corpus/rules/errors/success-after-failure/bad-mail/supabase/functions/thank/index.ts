import { createClient } from "npm:@supabase/supabase-js@2";
import { Resend } from "npm:resend@4";

const resend = new Resend(Deno.env.get("RESEND_API_KEY"));
const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// The good news is about the letter, though a row was written too.
Deno.serve(async (request) => {
  const { to, key } = await request.json();
  const { error } = await admin.from("kiosk_keys").insert({ to, key });
  if (error) return new Response(null, { status: 500 });
  const sent = await resend.emails.send({ from: "a@kiosk.example", to, subject: "Your key", text: key });
  console.log("Thanked:", sent);
  return Response.json({ success: true, message: "Your key was sent to you" }); // expect: errors/success-after-failure
});
