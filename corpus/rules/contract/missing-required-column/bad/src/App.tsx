import { supabase } from "./supabase";

export default function App() {
  const go = async () => {
    const { error } = await supabase.from("bookings").insert({ room: "blue", note: "early" }); // expect: contract/missing-required-column
    const { error: second } = await supabase.from("bookings").insert([{ starts_on: "2026-01-01" }]); // expect: contract/missing-required-column
    return error ?? second;
  };
  return <button onClick={go}>Go</button>;
}
