import { useState } from "react";

const ADMIN_PIN = "4711";

export default function App() {
  const [pin, setPin] = useState("");
  if (pin === ADMIN_PIN) return <p>Admin</p>; // expect: auth/default-credentials
  return <input value={pin} onChange={(event) => setPin(event.target.value)} />;
}
