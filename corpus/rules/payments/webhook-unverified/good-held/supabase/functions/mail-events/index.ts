import { createClient } from "npm:@supabase/supabase-js@2";

import { fits } from "../_shared/signature.ts";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const secret = Deno.env.get("RESEND_WEBHOOK_SECRET");
  if (!secret) return new Response("Not set up", { status: 500 });
  const text = await req.text();
  if (!(await fits(req, text, secret))) {
    return new Response("Forbidden", { status: 401 });
  }
  const event = JSON.parse(text);
  const { error } = await admin.from("mail_events").upsert({ id: req.headers.get("svix-id"), type: event.type });
  if (error) return new Response("Not saved", { status: 500 });
  return Response.json({ ok: true });
});
