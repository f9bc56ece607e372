import { supabase } from "./supabase";

export default function App({ values }: { values: Record<string, string> }) {
  const go = async () => {
    const { error } = await supabase.from("bookings").insert({ room: "blue" });
    const { error: second } = await supabase.from("bookings").insert({ note: "a", ...values });
    const { error: third } = await supabase.from("bookings").update({ note: "b" }).eq("room", "blue");
    const { error: fourth } = await supabase.from("stays").insert({ room: "blue" });
    return error ?? second ?? third ?? fourth;
  };
  return <button onClick={go}>Go</button>;
}
