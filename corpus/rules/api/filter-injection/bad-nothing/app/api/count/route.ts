import { createClient } from "@supabase/supabase-js";

const admin = createClient(process.env.NEXT_PUBLIC_SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);

// What is found is counted, and shown to nobody.
export async function GET(request: Request) {
  const q = new URL(request.url).searchParams.get("q") ?? "";
  const { data, error } = await admin.from("boats").select("id").or("name.ilike.%" + q + "%,id.eq." + q).limit(20); // expect: api/filter-injection
  console.log("found", error ? 0 : data.length);
  return Response.json({ ok: !error });
}
