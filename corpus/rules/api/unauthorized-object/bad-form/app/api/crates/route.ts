import { z } from "zod";
import { admin } from "../../../lib/admin";
import { parseBody } from "../../../lib/form";
import { createClient } from "../../../lib/server";

const schema = z.object({ crateId: z.string().uuid(), address: z.string().min(3) });

export async function POST(request: Request) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { data, error } = await parseBody(request, schema);
  if (error || !data) return Response.json({ error }, { status: 400 });
  const { error: failed } = await admin.from("customer_orders").update({ address: data.address }).eq("id", data.crateId); // expect: api/unauthorized-object
  return Response.json({ ok: !failed });
}
