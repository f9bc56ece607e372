import { z } from "zod";
import { createClient } from "@supabase/supabase-js";

const admin = createClient(process.env.NEXT_PUBLIC_SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);

const Body = z.object({ email: z.string().email(), text: z.string().max(2000) });

export async function POST(request: Request) { // expect: api/unlimited-public-write
  const body = Body.parse(await request.json());
  const { error } = await admin.from("contact_messages").insert(body);
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}
