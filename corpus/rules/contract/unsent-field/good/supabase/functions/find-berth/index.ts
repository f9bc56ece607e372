const cache = new Map<string, unknown>();

Deno.serve(async (req) => {
  const url = new URL(req.url);
  let body: { id?: string; berth?: string; nights?: number } = {};
  try {
    body = await req.json();
  } catch {
    body = {};
  }
  const known = cache.get(url.pathname);
  if (known) return Response.json(known);
  if (!body.id) return Response.json({ error: "id is required" }, { status: 400 });
  return Response.json({ id: body.id });
});
