const ENDPOINT = "https://api.openai.com/v1/chat/completions";

Deno.serve(async () => {
  const body = { model: "gpt-4o-mini", messages: [{ role: "user", content: "A haiku" }] };
  const response = await fetch(ENDPOINT, {
    method: "POST",
    headers: { Authorization: `Bearer ${Deno.env.get("OPENAI_API_KEY")}` },
    body: JSON.stringify(body),
  });
  return new Response(response.body, { status: response.status });
});
