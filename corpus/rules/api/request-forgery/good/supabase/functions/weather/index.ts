// The host is fixed, the caller fills in a parameter.
Deno.serve(async (req) => {
  const { city } = await req.json();
  const answer = await fetch(`https://weather.example/v1/now?city=${encodeURIComponent(city)}`);
  return new Response(await answer.text());
});
