import { admin } from "../../../lib/admin";
import { createClient } from "../../../lib/server";

export async function POST(request: Request) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { id, turns } = await request.json();
  const spoken = (turns as { role: string; content: string }[]).map((turn) => (turn.role === "assistant" ? "us" : "you"));
  const { error } = await admin.from("notes").update({ spoken }).eq("id", id); // expect: api/unauthorized-object
  return Response.json({ ok: !error });
}
