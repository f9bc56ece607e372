import { Resend } from "npm:resend@4";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const resend = new Resend(Deno.env.get("RESEND_API_KEY"));

// A role that most have, in a number that is no small one.
Deno.serve(async (request) => {
  const { size = 400 } = await request.json();
  const { data, error } = await admin.from("members").select("email").eq("role", "member").limit(size);
  if (error) return new Response(null, { status: 500 });
  for (const member of data) {
    const { error: failed } = await resend.emails.send({ from: "a@kiosk.example", to: member.email, subject: "Hello", text: "…" }); // expect: delivery/slow-work-in-request
    if (failed) return new Response(null, { status: 502 });
  }
  return new Response(null, { status: 204 });
});
