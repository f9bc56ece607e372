import { createClient } from "npm:@supabase/supabase-js@2";
import { Resend } from "npm:resend@4";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
const resend = new Resend(Deno.env.get("RESEND_API_KEY")!);

Deno.serve(async (req) => {
  if (req.headers.get("x-cron-secret") !== Deno.env.get("CRON_SECRET")) return new Response(null, { status: 401 });
  console.log(`begun at ${new Date().toLocaleTimeString()}`);
  const { data: trip, error } = await admin.from("trips").select("starts_at, ends_at, opens, price, email").eq("due", true).single();
  if (error) return new Response(null, { status: 500 });
  console.log("trip", new Date(trip.starts_at).toLocaleTimeString());
  const begins = new Date(trip.starts_at).toLocaleTimeString("it-IT", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Rome" });
  const ends = `${new Date(trip.ends_at).toLocaleTimeString("it-IT", { hour: "2-digit" })} UTC`;
  // Read and written by the same clock.
  const opens = new Date(`1970-01-01T${trip.opens}`).toLocaleTimeString("it-IT", { hour: "2-digit" });
  const { error: late } = await resend.emails.send({
    from: "harbour@example.org", to: trip.email, subject: `At ${begins}`, text: `${opens}, ${ends}, ${trip.price.toLocaleString("it-IT", { style: "currency", currency: "EUR" })}`,
  });
  return new Response(null, { status: late ? 500 : 200 });
});
