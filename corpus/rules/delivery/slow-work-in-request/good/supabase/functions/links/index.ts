import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// All at once: as long as one.
Deno.serve(async () => {
  const { data: links, error } = await admin.from("crew_links").select("email").limit(300);
  if (error) return new Response(null, { status: 500 });
  const sends = links.map(async (link) => {
    const response = await fetch("https://api.brevo.com/v3/smtp/email", { method: "POST", body: JSON.stringify({ to: [{ email: link.email }] }) });
    if (!response.ok) throw new Error(`not sent: ${response.status}`);
  });
  const all = await Promise.allSettled(sends);
  return Response.json({ sent: all.filter((one) => one.status === "fulfilled").length });
});
