import { useState } from "react";
import { supabase } from "./supabase";

export default function App({ id }: { id: string }) {
  const [chart, setChart] = useState(null);
  const look = async () => {
    try {
      await supabase.functions.invoke("note-view", { body: { quay: id } }); // expect: contract/unsent-field
    } catch {
      // nice to know
    }
  };
  // What was used is not counted down.
  const spend = async () => {
    try {
      await supabase.functions.invoke("spend-credits", { body: { quay: id } }); // expect: contract/unsent-field
    } catch (error) {
      console.warn("not counted", error);
    }
  };
  // This is what the button is for.
  const draw = async () => {
    try {
      const { data } = await supabase.functions.invoke("draw-chart", { body: { quay: id } }); // expect: contract/unsent-field
      setChart(data);
    } catch (error) {
      console.error(error);
    }
  };
  return <button onClick={() => look().then(spend).then(draw)}>{chart ?? "Draw"}</button>;
}
