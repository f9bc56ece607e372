// What is left is asked for; that costs nothing.
Deno.serve(async () => {
  const asked = await fetch("https://api.openai.com/v1/models", {
    method: "GET",
    headers: { Authorization: `Bearer ${Deno.env.get("OPENAI_API_KEY")}` },
  });
  return Response.json({ ok: asked.ok });
});
