import { useState } from "react";
import { supabase } from "./client";

export function Invite() {
  const [address, setAddress] = useState("");
  const order = async (item: string) => {
    const { error } = await supabase.from("orders").insert({ item }); // expect: isolation/blocked-operation
    if (error) throw error;
  };
  const log = async () => {
    const { error } = await supabase.from("payments").insert({ item: "tea" }); // expect: isolation/blocked-operation
    if (error) throw error;
  };
  const invite = async () => {
    // expect: isolation/blocked-operation
    const { data, error } = await supabase
      .from("profiles")
      .select("id")
      .eq("email", address.trim())
      .single();
    if (error) throw error;
    return data.id;
  };
  return <input value={address} onChange={(e) => setAddress(e.target.value)} onBlur={invite} onFocus={log} onClick={() => order("tea")} />;
}
