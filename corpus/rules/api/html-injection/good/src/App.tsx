import DOMPurify from "dompurify";
import { useEffect, useState } from "react";
import { Chapter, Preview } from "./parts";
import { chapterOf, releases } from "./steps";
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
  const [draft, setDraft] = useState("");
  const chapter = chapterOf(location.hash.slice(1));
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
      <textarea value={draft} onChange={(e) => setDraft(e.target.value)} />
      <Preview text={draft} />
      {chapter && <Chapter chapter={chapter.first} />}
      <style dangerouslySetInnerHTML={{ __html: ".a { color: red }" }} />
    </main>
  );
}
