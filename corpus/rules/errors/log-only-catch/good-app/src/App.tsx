import { toast } from "sonner";
import { visited } from "./visits";
import { supabase } from "./supabase";

export default function App() {
  const save = async () => {
    try {
      const { error } = await supabase.from("orders").insert({ note: "a" });
      if (error) throw error;
    } catch (error) {
      console.error("save failed", error);
      toast.error("Not saved");
    }
  };
  const remember = () => {
    try {
      sessionStorage.setItem("seen", "1");
    } catch (error) {
      console.warn("no storage", error);
    }
  };
  return <button onClick={() => save().then(remember).then(() => visited("/"))}>Save</button>;
}
