import { Card } from "@/components/ui/card";

function formatMarkdown(text: string) {
  return text
    .replace(/\*\*(.+?)\*\*/g, "<strong>$1</strong>")
    .replace(/\n/g, "<br />");
}

export function CarePlanCard({ content }: { content: string }) {
  return (
    <Card>
      {/* missed: ai/model-output-as-html */}
      <div dangerouslySetInnerHTML={{ __html: formatMarkdown(content) }} />
    </Card>
  );
}
