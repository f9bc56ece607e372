import { supabase } from "./supabase";

export default function App({ boat, day }: { boat: string; day: string }) {
  const sink = async () => {
    const { error } = await supabase.from("boats").delete().eq("id", boat);
    if (error) throw error;
  };
  const tidy = async () => {
    const { error } = await supabase.from("trips").delete().lt("ended_on", day);
    if (error) throw error;
  };
  return <button onClick={() => sink().then(tidy)}>Go</button>;
}
