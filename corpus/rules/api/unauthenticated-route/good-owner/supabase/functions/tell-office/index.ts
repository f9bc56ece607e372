import { createClient } from "npm:@supabase/supabase-js@2";
import { Resend } from "npm:resend@4";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
const resend = new Resend(Deno.env.get("RESEND_API_KEY"));
const office = "office@harbour.example";

// Only the office hears of it.
Deno.serve(async (req) => {
  const { berth } = await req.json();
  const { data } = await admin.from("berths").select("name").eq("id", berth).single();
  await resend.emails.send({ from: "Harbour <web@harbour.example>", to: [office], subject: "A berth is asked for", text: data?.name ?? "" });
  return new Response(null, { status: 204 });
});
