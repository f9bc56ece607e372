import { admin } from "../../../lib/admin";
import { createClient } from "../../../lib/server";

// The same rows are found by topic and year alone, for every account.
export async function POST(request: Request) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { talk_id, topic, year } = await request.json();
  const { data: plan } = await admin.from("talk_plans").select("id, aims").eq("talk_id", talk_id).limit(1);
  if (plan?.length) return Response.json({ plan });
  const { data: other } = await admin.from("talk_plans").select("id, aims").eq("topic", topic).eq("year", year).limit(1);
  return Response.json({ plan: other });
}
