Deno.serve(async () => {
  const response = await fetch("https://api.partner.example/sync", { method: "POST", signal: AbortSignal.timeout(10_000) }); // expect: errors/no-retry
  return new Response(null, { status: response.ok ? 204 : 502 });
});
