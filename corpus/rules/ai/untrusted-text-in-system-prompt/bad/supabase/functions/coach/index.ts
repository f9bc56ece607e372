Deno.serve(async (req) => {
  const { question, persona } = await req.json();
  const instructions = `You are a friendly coach. ${persona}`; // expect: ai/untrusted-text-in-system-prompt
  const response = await fetch("https://api.openai.com/v1/chat/completions", {
    method: "POST",
    body: JSON.stringify({
      model: "gpt-4o-mini",
      max_tokens: 300,
      messages: [{ role: "system", content: instructions }, { role: "user", content: question }],
    }),
  });
  return new Response(response.body, { status: response.status });
});
