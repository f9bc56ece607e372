import { supabase } from "./supabase";

export default function App() {
  const go = async () => {
    const offers = await supabase.from("offers").select("title").limit(20);
    const visit = await supabase.from("visits").insert({ page: "/" });
    const visits = await supabase.from("visits").select("page").limit(20);
    const logins = await supabase.from("logins").select("at").limit(20);
    return [offers, visit, visits, logins].find((answer) => answer.error);
  };
  return <button onClick={go}>Go</button>;
}
