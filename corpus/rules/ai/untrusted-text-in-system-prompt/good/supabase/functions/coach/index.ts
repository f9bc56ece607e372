const TONES: Record<string, string> = { calm: "Speak calmly.", bright: "Be cheerful." };

Deno.serve(async (req) => {
  const { question, tone } = await req.json();
  const instructions = `You are a friendly coach. ${TONES[tone] ?? TONES.calm}`;
  const response = await fetch("https://api.openai.com/v1/chat/completions", {
    method: "POST",
    body: JSON.stringify({
      model: "gpt-4o-mini",
      max_tokens: 300,
      messages: [{ role: "system", content: instructions }, { role: "user", content: `<question>${question}</question>` }],
    }),
  });
  return new Response(response.body, { status: response.status });
});
