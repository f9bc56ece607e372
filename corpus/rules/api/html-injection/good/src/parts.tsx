import type { Part } from "./steps";

// What one types oneself is shown to nobody else.
export function Preview({ text }: { text: string }) {
  return <div dangerouslySetInnerHTML={{ __html: text.replace(/\n/g, "<br/>") }} />;
}

export function Chapter({ chapter }: { chapter: { parts: Part[] } }) {
  return <>{chapter.parts.map((part) => <div key={part.content} dangerouslySetInnerHTML={{ __html: part.content }} />)}</>;
}
