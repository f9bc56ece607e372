import { Resend } from "npm:resend@4";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const resend = new Resend(Deno.env.get("RESEND_API_KEY"));

// Fifty with one call: two calls for a hundred.
Deno.serve(async () => {
  const { data, error } = await admin.from("members").select("email").limit(500);
  if (error) return new Response(null, { status: 500 });
  const all = data.map((member) => member.email);
  const crates: string[][] = [];
  for (let i = 0; i < all.length; i += 50) crates.push(all.slice(i, i + 50));
  for (const crate of crates) {
    const { error: failed } = await resend.emails.send({ from: "a@kiosk.example", to: "crew@kiosk.example", bcc: crate, subject: "New", text: "…" });
    if (failed) return new Response(null, { status: 502 });
  }
  return new Response(null, { status: 204 });
});
