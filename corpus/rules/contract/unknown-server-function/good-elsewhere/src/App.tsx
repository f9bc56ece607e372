import { supabase } from "./supabase";

export default function App({ id }: { id: string }) {
  const go = async () => {
    await supabase.functions.invoke("book-seat", { body: { id } });
    await supabase.functions.invoke("cancel-seat", { body: { id } });
    return supabase.functions.invoke("refund-ticket", { body: { id } });
  };
  return <button onClick={go}>Go</button>;
}
