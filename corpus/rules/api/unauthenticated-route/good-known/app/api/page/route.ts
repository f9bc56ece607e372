import { admin } from "../../../lib/admin";
import { currentUser } from "../../../lib/session";

async function profileOf(person: string) {
  const { data } = await admin.from("profiles").select("id, plan").eq("id", person).maybeSingle();
  if (data) return data;
  const { data: made } = await admin.from("profiles").insert({ id: person, plan: "free" }).select("id, plan").single();
  return made;
}

export async function GET(request: Request) {
  const slug = new URL(request.url).searchParams.get("slug");
  const user = await currentUser();
  let profile = null;
  if (user) profile = await profileOf(user.id);
  if (user && profile) {
    const { error } = await admin.from("reports").update({ profile_id: profile.id, plan: profile.plan }).eq("slug", slug);
    if (error) return Response.json({ error: "try again" }, { status: 500 });
  }
  return Response.json({ page: slug });
}
