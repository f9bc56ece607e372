import { useState } from "react";
import { supabase } from "./supabase";

export default function App() {
  const [reply, setReply] = useState("");
  const ask = async () => {
    const { data, error } = await supabase.functions.invoke("answer", { body: { question: "Why?" } });
    setReply(error ? "No answer" : data.reply);
  };
  return (
    <div>
      <button onClick={ask}>Ask</button>
      <div dangerouslySetInnerHTML={{ __html: reply.replace(/\n/g, "<br>") }} /> {/* expect: ai/model-output-as-html */}
    </div>
  );
}
