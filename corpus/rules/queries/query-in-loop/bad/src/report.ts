import { supabase } from "./supabase";

export async function report(shops: { id: string }[]) {
  const lines: unknown[] = [];
  for (const shop of shops) {
    const sales = await supabase.from("sales").select("total").eq("shop_id", shop.id).limit(100); // expect: queries/query-in-loop
    const staff = await supabase.from("staff").select("name").eq("shop_id", shop.id).limit(100);
    if (sales.error ?? staff.error) throw sales.error ?? staff.error;
    const { error } = await supabase.from("reports").insert({ shop_id: shop.id });
    if (error) throw error;
    lines.push([sales.data, staff.data]);
  }
  return lines;
}
