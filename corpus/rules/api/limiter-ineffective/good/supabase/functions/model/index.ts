// Words about limits are no limiter, and a cache is none either.
const cache = new Map<string, string>();

Deno.serve(async (req) => {
  const word = new URL(req.url).searchParams.get("word") ?? "";
  const known = cache.get(word);
  if (known) return new Response(known);
  const response = await fetch(`https://words.example/${encodeURIComponent(word)}`);
  if (response.status === 429) return new Response("Rate limit exceeded, try again later", { status: 429 });
  const text = await response.text();
  cache.set(word, text);
  return new Response(text);
});
