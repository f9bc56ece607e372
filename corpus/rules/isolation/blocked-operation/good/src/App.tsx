import { useState } from "react";
import { supabase } from "./client";

export function Orders({ userId }: { userId: string }) {
  const [address] = useState("");
  const order = async (item: string) => {
    const { error } = await supabase.from("orders").insert({ item, user_id: userId }).select();
    if (error) throw error;
    const { error: failed } = await supabase.from("profiles").delete().eq("id", userId);
    if (failed) throw failed;
    const { data } = await supabase.from("profiles").select("id").eq("email", address).single();
    return data;
  };
  return <button onClick={() => order("tea")}>Order</button>;
}
