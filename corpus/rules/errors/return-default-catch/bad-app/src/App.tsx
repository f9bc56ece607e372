import { rate } from "./rate";
import { supabase } from "./supabase";

export async function orders() {
  try {
    const { data, error } = await supabase.from("orders").select("id").limit(20);
    if (error) throw error;
    return data;
  } catch (error) { // expect: errors/return-default-catch
    console.error(error);
    return [];
  }
}

export default function App() {
  return <button onClick={() => orders().then(rate)}>Go</button>;
}
