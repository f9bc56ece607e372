import { Resend } from "npm:resend@4";
import { createClient } from "npm:@supabase/supabase-js@2";

const resend = new Resend(Deno.env.get("RESEND_API_KEY"));
const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// What was written is kept, whatever becomes of the mail beside it.
Deno.serve(async (request) => {
  const { text } = await request.json();
  const { error } = await admin.from("letters").insert({ text });
  if (error) return new Response(null, { status: 500 });
  await resend.emails.send({ from: "a@kiosk.example", to: "b@kiosk.example", subject: "Written", text });
  return Response.json({ success: true });
});
