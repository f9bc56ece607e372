import { toast } from "sonner";
import { supabase } from "./supabase";

export default function App() {
  const save = async () => {
    await supabase.from("profiles").update({ name: "Ada" }).eq("id", "x");
    toast.success("Saved"); // expect: errors/success-after-failure
  };
  const copy = () => {
    navigator.clipboard.writeText("x"); // expect: errors/success-after-failure
    toast("Copied");
  };
  return <button onDoubleClick={copy} onClick={save}>Save</button>;
}
