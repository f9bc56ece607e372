// A free service without a key.
Deno.serve(async (req) => {
  const city = new URL(req.url).searchParams.get("city") ?? "";
  const response = await fetch(`https://cities.example/search?q=${encodeURIComponent(city)}`);
  return new Response(response.body, { status: response.status });
});
