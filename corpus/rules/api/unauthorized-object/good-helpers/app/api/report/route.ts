import { admin } from "../../../lib/admin";
import { createClient } from "../../../lib/server";

export async function POST(request: Request) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { shop_id } = await request.json();
  return Response.json(await report(shop_id, user.id));
}

async function report(shopId: string, by: string) {
  const { data } = await admin.from("customer_orders").select("id, total").eq("shop_id", shopId).eq("seller_id", by);
  return data ?? [];
}
