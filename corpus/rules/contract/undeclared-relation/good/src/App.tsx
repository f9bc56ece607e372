import { supabase } from "./supabase";

export default function App({ shop }: { shop: string }) {
  const go = async () => {
    const { data, error } = await supabase.from("orders").select("id").eq("shop_id", shop).eq("stripe_customer_id", "c").eq("subject_id", shop).limit(20);
    if (error) throw error;
    const rides = await supabase.from("rides").select("id").eq("rider_id", shop).limit(20);
    if (rides.error) throw rides.error;
    return data;
  };
  return <button onClick={go}>Go</button>;
}
