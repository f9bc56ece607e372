import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router-dom";
import { Problem } from "@/components/Problem";
import { formatMoney } from "@/lib/money";
import { listedBerths, marinas } from "@/lib/queries";

export default function Berths() {
  const [marinaId, setMarinaId] = useState("");
  const [page, setPage] = useState(0);
  const places = useQuery({ queryKey: ["marinas"], queryFn: marinas, staleTime: 600_000 });
  const berths = useQuery({
    queryKey: ["berths", marinaId, page],
    queryFn: () => listedBerths(marinaId, page),
    enabled: marinaId !== "",
  });

  if (places.isError || berths.isError) return <Problem text="The berths could not be loaded." />;
  return (
    <main>
      <select value={marinaId} onChange={(event) => setMarinaId(event.target.value)}>
        <option value="">Where to?</option>
        {places.data?.map((marina) => (
          <option key={marina.id} value={marina.id}>
            {marina.name}
          </option>
        ))}
      </select>
      {berths.data?.map((berth) => (
        <Link key={berth.id} to={`/berths/${berth.id}`}>
          {berth.name}, {formatMoney(berth.price_cents, berth.marinas.currency)} a night
        </Link>
      ))}
      <button onClick={() => setPage(page + 1)}>More</button>
    </main>
  );
}
