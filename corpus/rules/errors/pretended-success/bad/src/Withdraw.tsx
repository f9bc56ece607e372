import { useState } from "react";

export function Withdraw() {
  const [sent, setSent] = useState(false);
  function requestPayout() {
    setTimeout(() => {
      setSent(true); // expect: errors/pretended-success
    }, 1000);
  }
  return <button onClick={requestPayout}>{sent ? "On its way" : "Pay out"}</button>;
}
