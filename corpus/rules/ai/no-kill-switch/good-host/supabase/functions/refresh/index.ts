// Only a person starts this one, though its address ends alike.
Deno.serve(async () => {
  const response = await fetch("https://api.openai.com/v1/chat/completions", {
    method: "POST",
    body: JSON.stringify({ model: "gpt-4o-mini", max_tokens: 300, messages: [{ role: "user", content: "Describe the tide" }] }),
  });
  return new Response(await response.text(), { status: response.status });
});
