import { supabase } from "./supabase";

export default function App({ id }: { id: string }) {
  const plain = async () => {
    await supabase.from("orders").update({ status: "sent" }).eq("id", id); // expect: errors/ignored-write-error
  };
  const caught = async () => {
    try {
      await supabase.from("shops").delete().eq("id", id); // expect: errors/ignored-write-error
    } catch {
      window.alert("Not deleted");
    }
  };
  const both = async () => {
    await Promise.all([
      supabase.from("notes").insert({ note: "a" }), // expect: errors/ignored-write-error
      supabase.from("stock").update({ left: 0 }).eq("id", id), // expect: errors/ignored-write-error
    ]);
  };
  const dataOnly = async () => {
    const { data } = await supabase.from("tags").insert({ note: "b" }).select("id").single(); // expect: errors/ignored-write-error
    return data?.id;
  };
  const then = () => supabase.from("letters").update({ seen: true }).eq("id", id).then(() => {}); // expect: errors/ignored-write-error
  return <button onClick={() => plain().then(caught).then(both).then(dataOnly).then(then)}>Go</button>;
}
