import { toast } from "sonner";
import { supabase } from "./supabase";

export default function App() {
  const save = async () => {
    const { error } = await supabase.from("profiles").update({ name: "Ada" }).eq("id", "x");
    if (error) {
      toast.error("Not saved");
      return;
    }
    toast.success("Saved");
  };
  return <button onClick={save}>Save</button>;
}
