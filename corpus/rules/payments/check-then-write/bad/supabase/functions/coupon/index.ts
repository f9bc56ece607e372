import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const { code } = await req.json();
  const { data: coupon, error } = await admin.from("coupons").select("id, used_count, max_uses").eq("code", code).single();
  if (error || coupon.used_count >= coupon.max_uses) return new Response("Not valid", { status: 409 });
  const { error: failed } = await admin.from("coupons").update({ used_count: coupon.used_count + 1 }).eq("id", coupon.id); // expect: payments/check-then-write
  return new Response(null, { status: failed ? 500 : 200 });
});
