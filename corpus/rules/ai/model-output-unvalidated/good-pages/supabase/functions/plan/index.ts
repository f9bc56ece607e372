Deno.serve(async (req) => {
  const { goal } = await req.json();
  const response = await fetch("https://api.openai.com/v1/chat/completions", {
    method: "POST",
    body: JSON.stringify({ model: "gpt-4o-mini", max_tokens: 500, messages: [{ role: "user", content: goal }] }),
  });
  const answer = await response.json();
  let plan;
  try {
    plan = JSON.parse(answer.choices[0].message.content);
  } catch {
    return new Response(null, { status: 502 });
  }
  return new Response(JSON.stringify({ success: true, plan }));
});
