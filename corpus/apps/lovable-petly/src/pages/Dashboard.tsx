import { useEffect, useState } from "react";
import { supabase } from "@/integrations/supabase/client";
import { useAuth } from "@/contexts/AuthContext";
import { bookingsOfOwner, type Booking } from "@/lib/services/bookings";
import { NotificationBell } from "@/components/NotificationBell";

export default function Dashboard() {
  const { user } = useAuth();
  const [bookings, setBookings] = useState<Booking[]>([]);
  const [sitterNames, setSitterNames] = useState<Record<string, string>>({});

  useEffect(() => {
    if (!user) return;
    const load = async () => {
      const list = await bookingsOfOwner(user.id);
      setBookings(list);
      const names: Record<string, string> = {};
      for (const booking of list) {
        // expect: queries/query-in-loop
        const { data, error } = await supabase
          .from("sitters")
          .select("display_name")
          .eq("id", booking.sitter_id)
          .single();
        if (!error) names[booking.sitter_id] = data.display_name;
      }
      setSitterNames(names);
    };
    // fine: errors/catch-noop-callback
    load().catch(() => {});
  }, [user]);

  return (
    <main>
      <NotificationBell />
      <ul>
        {bookings.map((booking) => (
          <li key={booking.id}>
            {sitterNames[booking.sitter_id]}: {booking.starts_on}
          </li>
        ))}
      </ul>
    </main>
  );
}
