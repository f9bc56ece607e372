import { createClient } from "@supabase/supabase-js";

const admin = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);

export async function POST(request: Request) {
  const token = (request.headers.get("authorization") ?? "").replace("Bearer ", "");
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("no", { status: 401 });
  const { data: profile } = await admin.from("profiles").select("role").eq("id", user.id).single();
  if (!["cashier", "admin"].includes(profile.role)) return new Response("no", { status: 403 });
  const { error } = await admin.from("till").update({ closed_by: user.id }).eq("shop", "quay");
  return new Response(null, { status: error ? 500 : 204 });
}
