import { supabase } from "./supabase";

const REFUND = "refund-ticket";

export default function App({ id }: { id: string }) {
  const book = async () => {
    await supabase.functions.invoke("book-seat", { body: { id } });
    await supabase.functions.invoke("tell-crew", { body: { id } });
    return supabase.functions.invoke("list-crossings", { body: { id } });
  };
  const cancel = async () => {
    await supabase.functions.invoke("cancel-seat", { body: { id } });
    const { error } = await supabase.functions.invoke(REFUND, { body: { id } }); // expect: contract/unknown-server-function
    if (error) throw error;
  };
  const weather = () =>
    // expect: contract/unknown-server-function
    fetch(`${import.meta.env.VITE_SUPABASE_URL}/functions/v1/swell-forecast?id=${id}`, { method: "POST" });
  const stamp = () => supabase.functions.invoke("stamp-pass", { body: { id } }); // expect: contract/unknown-server-function
  return <button onClick={() => book().then(cancel).then(weather).then(stamp)}>Go</button>;
}
