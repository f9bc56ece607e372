import { must } from "./must";
import { supabase } from "./supabase";

export default function App({ id }: { id: string }) {
  const bound = async () => {
    const { error } = await supabase.from("orders").update({ status: "sent" }).eq("id", id);
    if (error) window.alert("Not saved");
  };
  const result = async () => {
    const answer = await supabase.from("orders").update({ status: "sent" }).eq("id", id);
    if (answer.error) throw answer.error;
  };
  const helper = async () => must(await supabase.from("orders").insert({ note: "a" }).select("id").single());
  const throwing = async () => {
    await supabase.from("orders").delete().eq("id", id).throwOnError();
  };
  const both = async () => {
    const [order, stock] = await Promise.all([
      supabase.from("orders").insert({ note: "a" }),
      supabase.from("stock").update({ left: 0 }).eq("id", id),
    ]);
    const error = order.error ?? stock.error;
    if (error) throw error;
  };
  const handed = () => supabase.from("orders").update({ seen: true }).eq("id", id);
  const chain = () => supabase.from("orders").update({ seen: true }).eq("id", id).then(({ error }) => {
    if (error) window.alert("Not saved");
  });
  const user = async () => {
    const { error } = await handed();
    if (error) throw error;
  };
  return <button onClick={() => bound().then(result).then(helper).then(throwing).then(both).then(chain).then(user)}>Go</button>;
}
