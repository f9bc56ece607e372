import { createClient } from "@supabase/supabase-js";

const db = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);

// No `route.ts`, and nobody imports it: it never answers.
export async function POST(request: Request): Promise<Response> {
  const { ship } = await request.json();
  await db.from("berths").insert({ ship });
  return new Response(null, { status: 204 });
}
