import { supabase } from "./client";

export function Invitation() {
  const thank = async () => {
    const { data: invitation } = await supabase.from("invitations").select("referrer_id").single();
    const { data: wallet } = await supabase.from("wallets").select("id, balance").eq("potter_id", invitation.referrer_id).single();
    // expect: isolation/blocked-operation
    const { error } = await supabase
      .from("wallets")
      .update({ balance: wallet.balance + 5 })
      .eq("id", wallet.id);
    if (error) throw error;
  };
  return <button onClick={thank}>Thanks</button>;
}
