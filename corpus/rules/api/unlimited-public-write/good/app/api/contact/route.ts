import { z } from "zod";
import { createClient } from "@supabase/supabase-js";

const admin = createClient(process.env.NEXT_PUBLIC_SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);

const Body = z.object({ email: z.string().email(), text: z.string().max(2000), captcha: z.string() });

async function isHuman(token: string): Promise<boolean> {
  const response = await fetch("https://challenges.cloudflare.com/turnstile/v0/siteverify", {
    method: "POST",
    body: new URLSearchParams({ secret: process.env.TURNSTILE_SECRET_KEY!, response: token }),
  });
  return response.ok && (await response.json()).success === true;
}

export async function POST(request: Request) {
  const { captcha, ...message } = Body.parse(await request.json());
  if (!(await isHuman(captcha))) return Response.json({ error: "Please try again" }, { status: 400 });
  const { error } = await admin.from("contact_messages").insert(message);
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}
