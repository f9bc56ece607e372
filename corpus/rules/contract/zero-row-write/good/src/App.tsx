import { supabase } from "./supabase";

export default function App({ id }: { id: string }) {
  const go = async () => {
    const { data: { user } } = await supabase.auth.getUser();
    const { data: pass } = await supabase.from("season_orders").select("id").eq("rider_id", user.id).eq("host_id", id).single();
    const { error: late } = await supabase.from("season_orders").update({ payment_status: "paid" }).eq("id", pass.id);
    if (late) throw late;
    const { error: own } = await supabase.from("season_orders").update({ payment_status: "paid" }).eq("id", id).eq("rider_id", user.id);
    if (own) throw own;
    const { data: mine, error: unseen } = await supabase.from("invoices").select("id").eq("user_id", id).single();
    if (unseen) throw unseen;
    const { error: kept } = await supabase.from("invoices").update({ payment_status: "paid" }).eq("id", mine.id);
    if (kept) throw kept;
    const { error: open } = await supabase.from("bookings").update({ payment_status: "paid" }).eq("id", id);
    if (open) throw open;
    const { data, error } = await supabase.from("orders").update({ payment_status: "paid" }).eq("id", id).select("id");
    if (error) throw error;
    if (data.length === 0) throw new Error("no order was changed");
    const { error: single } = await supabase.from("orders").update({ payment_status: "paid" }).eq("id", id).select("id").single();
    if (single) throw single;
    const { error: read } = await supabase.from("notifications").update({ is_read: true }).eq("id", id);
    if (read) throw read;
    const { error: ended } = await supabase.from("calls").update({ status: "ended" }).eq("id", id).eq("status", "active");
    if (ended) throw ended;
    const { error: noted } = await supabase.from("call_timeline").insert({ call_id: id, what: "ended" });
    if (noted) throw noted;
  };
  return <button onClick={go}>Go</button>;
}
