import { createClient } from "npm:@supabase/supabase-js@2";
import { Resend } from "npm:resend@4";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
const resend = new Resend(Deno.env.get("RESEND_API_KEY"));

// A line is kept of what goes out; what goes out is the harm.
Deno.serve(async (req) => { // expect: api/unauthenticated-route
  const { note } = await req.json();
  const { data: parents } = await admin.from("parents").select("email").limit(500);
  for (const parent of parents ?? []) {
    await resend.emails.send({ from: "Club <office@club.example>", to: parent.email, subject: "Regatta", text: note });
  }
  const { error } = await admin.from("message_logs").insert({ note });
  return new Response(null, { status: error ? 500 : 204 });
});
