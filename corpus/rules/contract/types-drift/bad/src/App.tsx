import type { Database } from "./integrations/supabase/types";

export default function App({ order }: { order: Database["public"]["Tables"]["orders"]["Row"] }) {
  return <p>{order.id}</p>;
}
