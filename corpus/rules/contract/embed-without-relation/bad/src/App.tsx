import { supabase } from "./supabase";

export default function App() {
  const go = async () => {
    const first = await supabase.from("orders").select("id, shops(name)").limit(20); // expect: contract/embed-without-relation
    const second = await supabase.from("trips").select("id, shops(name)").limit(20); // expect: contract/embed-without-relation
    // The key goes to the accounts of the platform, where nobody else looks; the shop is one step further in.
    const third = await supabase.from("rooms").select("id, people!rooms_owner_id_fkey(name)").limit(20); // expect: contract/embed-without-relation
    const fourth = await supabase.from("visits").select("id, rooms(id, people!rooms_owner_id_fkey(name))").limit(20); // expect: contract/embed-without-relation
    return first.error ?? second.error ?? third.error ?? fourth.error;
  };
  return <button onClick={go}>Go</button>;
}
