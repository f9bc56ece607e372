Deno.serve(async (req) => {
  if (req.method === "GET") return Response.json([]);
  const { line } = await req.json();
  if (!line) return Response.json({ error: "line is required" }, { status: 400 });
  return Response.json({ line });
});
