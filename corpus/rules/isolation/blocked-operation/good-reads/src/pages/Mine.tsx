import { useParams } from "react-router-dom";
import { supabase } from "../client";

export function Mine({ me }: { me: string }) {
  const { tripId, harbourId, skipperId } = useParams();
  const load = async () => {
    // One's own trip, and so one's own row.
    const { data: trip, error } = await supabase.from("trips").select("seats, skipper_id, skipper:skippers(name)").eq("id", tripId).single();
    if (error) throw error;
    const { data: self, error: unknown } = await supabase.from("skippers").select("name").eq("id", trip.skipper_id).single();
    if (unknown) throw unknown;
    const { data: card, error: none } = await supabase.from("skipper_cards").select("name").eq("id", skipperId).single();
    if (none) throw none;
    return [self, card];
  };
  const been = async () => {
    const { data: own, error: failed } = await supabase.from("calls").select("id").eq("skipper_id", me).limit(20);
    if (failed) throw failed;
    // Whether he was here at all.
    const { count, error } = await supabase.from("calls").select("id", { count: "exact", head: true }).eq("harbour_id", harbourId);
    if (error) throw error;
    if ((count ?? 0) > 0) return own;
    const { data: berths, error: unread } = await supabase.from("moorings").select("id").eq("skipper_id", me).limit(5);
    if (unread) throw unread;
    const { count: taken, error: uncounted } = await supabase.from("moorings").select("id", { count: "exact", head: true }).eq("harbour_id", harbourId);
    if (uncounted) throw uncounted;
    return 10 - (taken ?? 0) - berths.length;
  };
  return <a onClick={load} onBlur={been}>Mine</a>;
}
