import { Resend } from "npm:resend@4";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const resend = new Resend(Deno.env.get("RESEND_API_KEY"));

Deno.serve(async () => {
  const { data: people, error } = await admin.from("subscribers").select("email");
  if (error) return new Response(null, { status: 500 });
  await Promise.all(people.map((person) => resend.emails.send({ from: "a@kiosk.example", to: person.email, subject: "News", text: "…" }))); // expect: cost/unbounded-paid-loop
  return new Response(null, { status: 204 });
});
