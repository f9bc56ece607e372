import { useState } from "react";
import { supabase } from "./supabase";

export default function App({ role }: { role: string }) {
  const [emails, setEmails] = useState<string[]>([]);
  if (role !== "admin") return <p>Not for you</p>;
  const load = async () => {
    const { data, error } = await supabase.from("customers").select("email").limit(100);
    if (error) throw error;
    setEmails(data.map((customer) => customer.email));
  };
  return <button onClick={load}>{emails.join()}</button>;
}
