"use client";

import type { admin } from "../lib/admin";
import { supabase } from "../lib/browser";
import { orders } from "./actions";

export default function Page(_props: { admin?: typeof admin }) {
  return <button onClick={() => orders().then(() => supabase.auth.signOut())}>Orders</button>;
}
