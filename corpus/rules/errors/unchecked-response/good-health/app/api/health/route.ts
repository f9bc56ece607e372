export async function GET(): Promise<Response> {
  const tide = await fetch("https://tides.example/now", { signal: AbortSignal.timeout(2000) }).then((r) => r.ok);
  const status = tide ? 200 : 503;
  return Response.json({ tide, pier: true }, { status });
}
