"use client";

import { orders } from "../lib/data";

export default function Page() {
  return <button onClick={() => orders()}>Orders</button>;
}
