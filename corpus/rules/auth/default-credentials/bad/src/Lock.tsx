import { useState } from "react";

// Whoever gets past it sees what his account shows him anyway.
export function Lock({ onOpen }: { onOpen: () => void }) {
  const [pin, setPin] = useState("");
  const enter = () => {
    if (pin === "4711") { // expect: auth/default-credentials
      onOpen();
      return;
    }
    setPin("");
  };
  return <input value={pin} onChange={(event) => setPin(event.target.value)} onBlur={enter} />;
}
