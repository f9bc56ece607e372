import { useQuery } from "@tanstack/react-query";
import { isFree } from "./isFree";
import { names } from "./names";
import { shown } from "./shown";
import { supabase } from "./supabase";

export default function App() {
  const shops = useQuery({
    queryKey: ["shops"],
    queryFn: async () => {
      const { data } = await supabase.from("shops").select("id, name").limit(20); // expect: errors/ignored-read-error
      return data ?? [];
    },
  });
  return <button onClick={() => isFree("x").then(names).then(() => shown("x"))}>{shops.data?.length}</button>;
}
