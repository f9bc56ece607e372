import { useEffect, useState } from "react";
import { supabase } from "./supabase";

// The element is never shown: of what was written only the text is taken out.
const strip = (html: string) => {
  const holder = document.createElement("div");
  holder.innerHTML = html; // expect: api/html-injection
  return holder.textContent ?? "";
};

export default function App() {
  const [post, setPost] = useState({ title: "", body: "" });
  useEffect(() => {
    supabase.from("posts").select("title, body").eq("slug", "news").single().then(({ data, error }) => {
      if (!error) setPost(data);
    });
  }, []);
  return <p>{strip(post.body)}</p>;
}
