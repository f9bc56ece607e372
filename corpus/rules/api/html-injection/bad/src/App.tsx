import { useEffect, useState } from "react";
import { supabase } from "./supabase";

const bold = (text: string) => text.replace(/\*\*(.+?)\*\*/g, "<b>$1</b>");

export default function App() {
  const [post, setPost] = useState({ title: "", body: "" });
  useEffect(() => {
    supabase.from("posts").select("title, body").eq("slug", "news").single().then(({ data, error }) => {
      if (!error) setPost(data);
    });
  }, []);
  return (
    <main>
      <h1>{post.title}</h1>
      <div dangerouslySetInnerHTML={{ __html: bold(post.body) }} /> {/* expect: api/html-injection */}
    </main>
  );
}
