"use client";

import { checkShop } from "./actions";

export default function Page() {
  return <button onClick={() => checkShop("north")}>Check</button>;
}
