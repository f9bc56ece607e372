Deno.serve(async (req) => {
  const body = await req.json();
  if (body.action === "list") return Response.json([]);
  switch (body.action) {
    case "add": {
      if (!body.port) return Response.json({ error: "port is missing" }, { status: 400 });
      return Response.json({ port: body.port });
    }
    case "drop":
      return Response.json({ dropped: body.id });
    default:
      return Response.json({ error: "no such action" }, { status: 400 });
  }
});
