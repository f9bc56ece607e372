import { supabase } from "@/integrations/supabase/client";

export async function promoDiscount(code: string): Promise<number> {
  // expect: contract/unknown-table
  const { data, error } = await supabase
    .from("promo_codes")
    .select("percent_off")
    .eq("code", code.toUpperCase())
    .maybeSingle();
  if (error) throw error;
  return data?.percent_off ?? 0;
}
