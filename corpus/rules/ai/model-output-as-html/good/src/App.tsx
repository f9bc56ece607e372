import DOMPurify from "dompurify";
import { useState } from "react";
import { supabase } from "./supabase";

const FACTS = { name: "Kiosk" };

export default function App() {
  const [reply, setReply] = useState("");
  const ask = async () => {
    const { data, error } = await supabase.functions.invoke("answer", { body: { question: "Why?" } });
    setReply(error ? "No answer" : data.reply);
  };
  return (
    <div>
      <button onClick={ask}>Ask</button>
      <div dangerouslySetInnerHTML={{ __html: DOMPurify.sanitize(reply) }} />
      <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: JSON.stringify(FACTS) }} />
    </div>
  );
}
