import { useState } from "react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "react-router-dom";
import { Problem } from "@/components/Problem";
import { formatMoney, nights } from "@/lib/money";
import { berth as loadBerth, book } from "@/lib/queries";
import { useUser } from "@/lib/session";

export default function Berth() {
  const { id = "" } = useParams();
  const user = useUser();
  const navigate = useNavigate();
  const [startsOn, setStartsOn] = useState("");
  const [endsOn, setEndsOn] = useState("");
  const berth = useQuery({ queryKey: ["berth", id], queryFn: () => loadBerth(id) });
  const booking = useMutation({
    mutationFn: () => book(id, startsOn, endsOn),
    onSuccess: () => navigate("/bookings"),
  });

  if (berth.isError) return <Problem text="This berth could not be loaded." />;
  if (!berth.data) return <p>{berth.isPending ? "Loading…" : "This berth is gone."}</p>;
  const count = nights(startsOn, endsOn);
  return (
    <main>
      <h1>{berth.data.name}</h1>
      <p>{berth.data.description}</p>
      <input type="date" value={startsOn} onChange={(event) => setStartsOn(event.target.value)} />
      <input type="date" value={endsOn} onChange={(event) => setEndsOn(event.target.value)} />
      {count > 0 && <p>About {formatMoney(berth.data.price_cents * count, berth.data.marinas.currency)}</p>}
      <button disabled={!user || booking.isPending} onClick={() => booking.mutate()}>
        Book
      </button>
      {booking.isError && <Problem text="These nights cannot be booked." />}
    </main>
  );
}
