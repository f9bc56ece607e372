import { createClient } from "@supabase/supabase-js";

const admin = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);

export async function GET(request: Request) {
  const text = new URL(request.url).searchParams.get("q") ?? "";
  const pictures = await admin.from("pictures").select("id").or(`title.ilike.%${text}%,place.ilike.%${text}%`).limit(20); // expect: api/filter-injection
  const boats = await admin.from("boats").select("id").eq("harbour", "east").or(`name.ilike.%${text}%`).limit(20); // expect: api/filter-injection
  return Response.json({ pictures: pictures.data, boats: boats.data });
}
