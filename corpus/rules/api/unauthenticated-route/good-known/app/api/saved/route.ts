import { admin } from "../../../lib/admin";
import { createClient } from "../../../lib/server";

export async function POST(request: Request) {
  const { rows } = await request.json();
  const supabase = await createClient();
  const { data: { user }, error } = await supabase.auth.getUser();
  const failed = [];
  if (!error) {
    await Promise.all(
      rows.map(async (row: { text: string }) => {
        const { error: refused } = await admin.from("members").update({ note: row.text }).eq("user_id", user!.id);
        if (refused) failed.push(row.text);
      }),
    );
  }
  return Response.json({ failed });
}
