"use client";

import { ask } from "../../lib/ask";

export default function Boats({ id }: { id: string }) {
  const all = async () => (await ask("GET", "/api/boats")).json();
  const one = async () => (await ask("GET", `/api/boats/${id}`)).json();
  const sorted = async (order: string) => (await ask("GET", `/api/boats${order}`)).json();
  const launch = () => ask("POST", `/api/boats/${id}/launch`);
  const list = async () => {
    const answer = await fetch("/api/boats/as/list", { method: "POST" });
    if (answer.ok) window.print();
  };
  return (
    <>
      <button onClick={() => void all()}>All</button>
      <button onClick={() => void sorted("?by=name")}>By name</button>
      <button onClick={() => void one()}>This one</button>
      <button onClick={() => void launch()}>Launch</button>
      <button onClick={() => void list()}>List</button>
    </>
  );
}
