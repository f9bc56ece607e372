Deno.serve(async (req) => {
  const { times, quiet } = await req.json();
  if (quiet === undefined && !times) return Response.json({ rung: 1 });
  if (!quiet) return Response.json({ error: "times goes with quiet" }, { status: 400 });
  return Response.json({ rung: times });
});
