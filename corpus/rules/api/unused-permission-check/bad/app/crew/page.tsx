"use client";

import { useEffect, useState } from "react";

type Hand = { name: string; permissions: { canCancelRides: boolean } };

export default function Crew() {
  const [hands, setHands] = useState<Hand[]>([]);
  useEffect(() => {
    fetch("/api/rides").then((answer) => answer.json()).then((found) => setHands(found.hands));
  }, []);
  return <ul>{hands.map((hand) => <li key={hand.name}>{hand.name}: {hand.permissions.canCancelRides ? "may cancel" : "may not"}</li>)}</ul>;
}
