"use client";

export default function Crews({ id, skipper }: { id: string; skipper: string }) {
  const save = () =>
    // expect: contract/unsent-field
    fetch("/api/crews", { method: "POST", body: JSON.stringify({ skipper, vessel: "Gull" }) });
  const pay = () => fetch(`/api/crews/${id}/pay`, { method: "POST", body: JSON.stringify({ skipper }) }); // expect: contract/unsent-field
  const good = () => fetch("/api/crews", { method: "POST", body: JSON.stringify({ skipper, boat: "Gull" }) });
  return <button onClick={() => save().then(pay).then(good)}>Save</button>;
}
