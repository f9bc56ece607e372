const log = { warn: (text: string, e: unknown) => console.warn(new Date().toISOString(), text, e) };

Deno.serve(async (req) => {
  try {
    await fetch("https://pilots.example/book", { method: "POST", body: req.body, signal: AbortSignal.timeout(5000) });
  } catch (e) { // expect: errors/log-only-catch
    log.warn("no pilot", e);
  }
  return new Response(null, { status: 204 });
});
