import { supabase } from "./supabase";

export default function App() {
  const load = async () => {
    const { data, error } = await supabase.from("clerks").select("id, password_changed_at").limit(10);
    if (error) window.alert("Not loaded");
    return data;
  };
  return <button onClick={load}>Load</button>;
}
