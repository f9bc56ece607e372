import { supabase } from "./supabase";

export default function App({ id, name }: { id: string; name: string }) {
  const book = async () => {
    const booking = { berth: id, name };
    return supabase.functions.invoke("book-berth", { body: booking }); // expect: contract/unsent-field
  };
  const add = () => supabase.functions.invoke("tide-table", { body: { action: "add", harbour: name } }); // expect: contract/unsent-field
  const list = () => supabase.functions.invoke("tide-table", { body: { action: "list" } });
  const moor = () =>
    // expect: contract/unsent-field
    fetch(`${import.meta.env.VITE_SUPABASE_URL}/functions/v1/moor-boat`, {
      method: "POST",
      body: JSON.stringify({ ship: name }),
    });
  const pay = () => supabase.functions.invoke("pay-mooring", { body: { id, note: name } }); // expect: contract/unsent-field
  const spend = () => supabase.functions.invoke("spend-night"); // expect: contract/unsent-field
  // What one test refuses is one finding, whatever else the bodies lack.
  const lend = () => supabase.functions.invoke("lend-a-hand", { body: { name } }); // expect: contract/unsent-field
  const lendUnnamed = () => supabase.functions.invoke("lend-a-hand", { body: { id } });
  return <button onClick={() => book().then(add).then(list).then(moor).then(pay).then(spend).then(lend).then(lendUnnamed)}>Go</button>;
}
