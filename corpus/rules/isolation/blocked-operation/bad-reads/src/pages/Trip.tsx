import { useEffect, useState } from "react";
import { useParams } from "react-router-dom";
import { supabase } from "../client";

export function Trip({ me }: { me: string }) {
  const { tripId, skipperId } = useParams();
  const [free, setFree] = useState(0);
  const [title, setTitle] = useState("");
  useEffect(() => {
    const load = async () => {
      const { data: trip, error } = await supabase.from("trips").select("id, seats, skipper_id").eq("id", tripId).single();
      if (error) throw error;
      // expect: isolation/blocked-operation
      const { count, error: uncounted } = await supabase
        .from("bookings")
        .select("id", { count: "exact", head: true })
        .eq("trip_id", trip.id);
      if (uncounted) throw uncounted;
      setFree(trip.seats - (count ?? 0));
      // expect: isolation/blocked-operation
      const { data: skipper, error: unknown } = await supabase.from("skippers").select("name").eq("id", trip.skipper_id).single();
      if (unknown) throw unknown;
      setTitle(skipper.name);
    };
    load();
  }, [tripId]);
  const mine = async () => {
    const { data, error } = await supabase.from("bookings").select("id").eq("guest_id", me).limit(20);
    if (error) throw error;
    return data;
  };
  const contact = async () => {
    const { data, error } = await supabase.from("skippers").select("email").eq("id", skipperId).single();
    if (error) throw error;
    return data.email;
  };
  return <a onClick={mine} onBlur={contact}>{title} {free}</a>;
}
