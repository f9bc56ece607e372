// A cursor that is gone with its turn keeps nothing.
Deno.serve(async () => {
  let cursor = "";
  do {
    const response = await fetch(`https://api.partner.example/changes?after=${cursor}`, { signal: AbortSignal.timeout(10_000) }); // expect: errors/no-retry
    if (!response.ok) return new Response(null, { status: 502 });
    ({ cursor } = await response.json());
  } while (cursor);
  return new Response(null, { status: 204 });
});
