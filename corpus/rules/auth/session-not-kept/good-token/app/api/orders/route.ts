import { createClient } from "@supabase/supabase-js";

export async function GET(request: Request) {
  const token = request.headers.get("Authorization") ?? "";
  const admin = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!, {
    global: { headers: { Authorization: token } },
  });
  const { data: { user } } = await admin.auth.getUser();
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { data, error } = await admin.from("orders").select("id").eq("user_id", user.id).limit(50);
  return Response.json(data, { status: error ? 500 : 200 });
}
