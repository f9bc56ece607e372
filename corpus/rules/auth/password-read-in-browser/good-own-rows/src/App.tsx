import bcrypt from "bcryptjs";
import { supabase } from "./supabase";

export default function App() {
  const enter = async (email: string, typed: string) => {
    const { data, error } = await supabase.from("clerks").select("id, password_hash").eq("email", email).single();
    if (error || !(await bcrypt.compare(typed, data.password_hash))) window.alert("Wrong");
  };
  return <button onClick={() => enter("", "")}>Enter</button>;
}
