import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const { data: { user } } = await admin.auth.getUser(req.headers.get("Authorization")?.replace("Bearer ", "") ?? "");
  if (!user) return new Response(null, { status: 401 });
  const { one } = await req.json();
  const { data: people, error } = await admin.from("subscribers").select("email");
  if (error) return new Response(null, { status: 500 });
  for (const to of one ? [one] : people.map((p) => p.email)) {
    await fetch("https://api.resend.com/emails", { // expect: cost/unbounded-paid-loop
      method: "POST",
      headers: { Authorization: `Bearer ${Deno.env.get("RESEND_API_KEY")}` },
      body: JSON.stringify({ from: "a@kiosk.example", to, subject: "News", text: "…" }),
    });
  }
  return new Response(null, { status: 204 });
});
