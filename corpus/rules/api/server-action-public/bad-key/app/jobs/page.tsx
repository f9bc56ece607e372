"use client";

import { startCheck } from "./actions";

export default function Page() {
  return <button onClick={() => startCheck()}>Check</button>;
}
