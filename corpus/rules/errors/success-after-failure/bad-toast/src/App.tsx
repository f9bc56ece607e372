import { toast } from "sonner";
import { supabase } from "./supabase";

export default function App() {
  const save = async () => {
    await supabase.from("profiles").update({ name: "Ada" }).eq("id", "x");
    toast.success("Saved"); // expect: errors/success-after-failure
  };
  return <button onClick={save}>Save</button>;
}
