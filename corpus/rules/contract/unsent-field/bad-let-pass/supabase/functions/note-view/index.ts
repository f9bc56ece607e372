Deno.serve(async (req) => {
  const { quayId } = await req.json();
  if (!quayId) return Response.json({ error: "quayId is missing" }, { status: 400 });
  return Response.json({ quayId });
});
