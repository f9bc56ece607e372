import { supabase } from "./supabase";

export default function App() {
  const go = async () => {
    const answer = await supabase.from("parcels").select("id, seal").limit(20); // expect: contract/unknown-column
    return answer.error;
  };
  return <button onClick={go}>Go</button>;
}
