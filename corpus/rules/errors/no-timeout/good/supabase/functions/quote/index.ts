Deno.serve(async () => {
  const response = await fetch("https://api.partner.example/quote", { signal: AbortSignal.timeout(10_000) });
  return new Response(response.body, { status: response.ok ? 200 : 502 });
});
