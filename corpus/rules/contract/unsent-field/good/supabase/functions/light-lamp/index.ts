Deno.serve(async (req) => {
  let { lamp, place, colour = "white" } = await req.json();
  if (!lamp) lamp = new URL(req.url).searchParams.get("lamp");
  if (!lamp) return Response.json({ error: "lamp is required" }, { status: 400 });
  if (!colour) return Response.json({ error: "colour is required" }, { status: 400 });
  try {
    if (!place) throw new Error("no place");
  } catch (error) {
    console.warn(error);
  }
  return Response.json({ lamp, place, colour });
});
