import { createClient } from "npm:@supabase/supabase-js@2";
import { Resend } from "npm:resend@4";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
const resend = new Resend(Deno.env.get("RESEND_API_KEY")!);

const tide = { weekday: "long", hour: "2-digit", minute: "2-digit" } as const;

Deno.serve(async (req) => {
  if (req.headers.get("x-cron-secret") !== Deno.env.get("CRON_SECRET")) return new Response(null, { status: 401 });
  const { data: trip, error } = await admin.from("trips").select("starts_at, ends_at, email").eq("due", true).single();
  if (error) return new Response(null, { status: 500 });
  const begins = new Date(trip.starts_at).toLocaleTimeString("it-IT", { hour: "2-digit", minute: "2-digit" }); // expect: errors/server-time-zone
  const end = new Date(trip.ends_at);
  const { error: late } = await resend.emails.send({
    from: "harbour@example.org", to: trip.email, subject: `At ${begins}`, text: `Until ${end.toLocaleString("it-IT", tide)}`,
  });
  return new Response(null, { status: late ? 500 : 200 });
});
