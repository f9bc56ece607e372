// Ten minutes later it asks again.
Deno.serve(async () => {
  const response = await fetch("https://api.partner.example/tides/now", { signal: AbortSignal.timeout(10_000) });
  return new Response(null, { status: response.ok ? 204 : 502 });
});
