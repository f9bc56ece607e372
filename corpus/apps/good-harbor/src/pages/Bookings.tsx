import { useState } from "react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Problem } from "@/components/Problem";
import { formatMoney } from "@/lib/money";
import { bookingsOf, cancel, payUrl } from "@/lib/queries";
import { useUser } from "@/lib/session";

export default function Bookings() {
  const user = useUser();
  const client = useQueryClient();
  const [page, setPage] = useState(0);
  const bookings = useQuery({
    queryKey: ["bookings", user?.id, page],
    queryFn: () => bookingsOf(user?.id ?? "", page),
    enabled: user !== null,
  });
  const pay = useMutation({ mutationFn: payUrl, onSuccess: (url) => window.location.assign(url) });
  const drop = useMutation({
    mutationFn: cancel,
    onSettled: () => client.invalidateQueries({ queryKey: ["bookings"] }),
  });

  if (bookings.isError) return <Problem text="Your bookings could not be loaded." />;
  return (
    <main>
      {bookings.data?.map((booking) => (
        <p key={booking.id}>
          {booking.starts_on} to {booking.ends_on}, {formatMoney(booking.total_cents, booking.currency)} (
          {booking.status}){" "}
          {booking.status === "pending" && (
            <>
              <button onClick={() => pay.mutate(booking.id)}>Pay</button>
              <button onClick={() => drop.mutate(booking.id)}>Cancel</button>
            </>
          )}
        </p>
      ))}
      {pay.isError && <Problem text="The payment could not be started. You have not been charged." />}
      {(drop.isError || drop.data === false) && <Problem text="This booking cannot be cancelled any more." />}
      <button onClick={() => setPage(page + 1)}>Older</button>
    </main>
  );
}
