import { useState } from "react";
import { toast } from "sonner";
import { Withdraw } from "./Withdraw";

export default function App() {
  const [busy, setBusy] = useState(false);
  const handleSubmit = async (event: React.FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      toast.success("We will write to you"); // expect: errors/pretended-success
    } catch {
      toast.error("Not sent");
    } finally {
      setBusy(false);
    }
  };
  return <form onSubmit={handleSubmit}><button disabled={busy}>Send</button><Withdraw /></form>;
}
