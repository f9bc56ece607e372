import Anthropic from "npm:@anthropic-ai/sdk@0.30";

const model = new Anthropic();

export async function title(day: string) {
  const answer = await model.messages.create({
    model: "claude-3-5-haiku-latest",
    max_tokens: 50,
    messages: [{ role: "user", content: `A title for ${day}` }],
  });
  const text = answer.content[0].text.trim();
  return text.replace(/"/g, "");
}
