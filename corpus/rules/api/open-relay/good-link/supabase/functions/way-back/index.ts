import { createClient } from "npm:@supabase/supabase-js@2";
import { Resend } from "npm:resend@4";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
const resend = new Resend(Deno.env.get("RESEND_API_KEY"));

// What is taken out of the provider's own link is not the caller's.
Deno.serve(async (req) => {
  const { email } = await req.json();
  const { data, error } = await admin.auth.admin.generateLink({ type: "recovery", email });
  if (error) return new Response(null, { status: 204 });
  const token = new URL(data.properties.action_link).searchParams.get("token");
  const html = `<a href="https://harbour.example/reset?token=${token}">Set a new password</a>`;
  await resend.emails.send({ from: "Harbour <office@harbour.example>", to: email, subject: "Your password", html });
  return new Response(null, { status: 204 });
});
