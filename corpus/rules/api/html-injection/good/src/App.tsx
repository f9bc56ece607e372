import DOMPurify from "dompurify";
import { useEffect, useState } from "react";
import { releases } from "./steps";
import { supabase } from "./supabase";

const LOGO = "<svg viewBox='0 0 1 1'></svg>";

function paragraphs(text: string): string {
  const safe = text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
  return safe.replace(/\n/g, "<br>");
}

export default function App() {
  const [post, setPost] = useState({ title: "", body: "" });
  useEffect(() => {
    supabase.from("posts").select("title, body").eq("slug", "news").single().then(({ data, error }) => {
      if (!error) setPost(data);
    });
  }, []);
  const release = releases[0];
  const steps = release?.steps ?? [];
  return (
    <main>
      {steps.map((step, i) => (
        <p key={i} dangerouslySetInnerHTML={{ __html: step.description }} />
      ))}
      <div dangerouslySetInnerHTML={{ __html: LOGO }} />
      <div dangerouslySetInnerHTML={{ __html: DOMPurify.sanitize(post.body) }} />
      <div dangerouslySetInnerHTML={{ __html: paragraphs(post.body) }} />
      <style dangerouslySetInnerHTML={{ __html: ".a { color: red }" }} />
    </main>
  );
}
