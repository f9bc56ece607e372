"use client";

import { useEffect, useState } from "react";

// The own endpoint answers with the same body, be it well or not.
export default function Tide() {
  const [health, setHealth] = useState<{ tide: boolean }>();
  useEffect(() => {
    fetch("/api/health").then((answer) => answer.json()).then((body) => setHealth(body));
  }, []);
  return <p>{String(health?.tide)}</p>;
}
