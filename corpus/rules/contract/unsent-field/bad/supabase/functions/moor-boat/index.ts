async function moor(body: { boat?: string; quay?: string }) {
  const place = body.quay ?? body.boat;
  if (typeof place !== "string") throw new Error("boat or quay is required");
  return { place };
}

async function handle(req: Request): Promise<Response> {
  const body = await req.json();
  const done = await moor(body);
  return Response.json(done);
}

Deno.serve(async (req) => {
  try {
    return await handle(req);
  } catch (error) {
    return Response.json({ error: String(error) }, { status: 400 });
  }
});
