import { supabase } from "./supabase";

export default function App({ id }: { id: string }) {
  const go = async () => {
    const first = await supabase.rpc("increment", { row_id: id }); // expect: contract/unknown-function
    const second = await supabase.rpc("seen", { post_id: id }); // expect: contract/unknown-function
    return first.error ?? second.error;
  };
  return <button onClick={go}>Go</button>;
}
