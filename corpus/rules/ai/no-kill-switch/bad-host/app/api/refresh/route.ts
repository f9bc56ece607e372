export async function GET() {
  const answer = await fetch("https://api.openai.com/v1/chat/completions", { // expect: ai/no-kill-switch
    method: "POST",
    body: JSON.stringify({ model: "gpt-4o-mini", max_tokens: 300, messages: [{ role: "user", content: "Describe the tide" }] }),
  });
  return new Response(await answer.text(), { status: answer.status });
}
