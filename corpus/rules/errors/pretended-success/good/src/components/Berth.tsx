import { toast } from "sonner";

// Nobody imports it, so nobody is told.
export function Berth() {
  const save = async () => {
    await new Promise((resolve) => setTimeout(resolve, 800));
    toast.success("Saved");
  };
  return <button onClick={save}>Save</button>;
}
