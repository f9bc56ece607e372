Deno.serve(async () => {
  const body: Record<string, unknown> = { model: "gpt-4o-mini", messages: [{ role: "user", content: "A haiku" }] };
  body.max_tokens = 60;
  const response = await fetch("https://api.openai.com/v1/chat/completions", {
    method: "POST",
    headers: { Authorization: `Bearer ${Deno.env.get("OPENAI_API_KEY")}` },
    body: JSON.stringify(body),
  });
  return new Response(response.body, { status: response.status });
});
