Deno.serve(async (req) => {
  const { question } = await req.json();
  const response = await fetch("https://api.openai.com/v1/chat/completions", { // expect: ai/no-ai-audit
    method: "POST",
    body: JSON.stringify({ model: "gpt-4o-mini", max_tokens: 300, messages: [{ role: "user", content: question }] }),
  });
  const answer = await response.json();
  return Response.json({ reply: answer.choices[0].message.content });
});
