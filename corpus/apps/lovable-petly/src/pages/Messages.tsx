import { useState } from "react";
import { useParams } from "react-router-dom";
import { useAuth } from "@/contexts/AuthContext";
import { useMessages } from "@/hooks/useMessages";

export default function Messages() {
  const { bookingId = "" } = useParams();
  const { user } = useAuth();
  const { messages, send } = useMessages(bookingId);
  const [text, setText] = useState("");

  return (
    <main>
      {messages.map((message) => (
        <p key={message.id}>{message.body}</p>
      ))}
      <input value={text} onChange={(e) => setText(e.target.value)} />
      <button onClick={() => user && send(user.id, text)}>Send</button>
    </main>
  );
}
