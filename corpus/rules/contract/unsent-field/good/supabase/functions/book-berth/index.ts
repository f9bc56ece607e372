const cors = { "Access-Control-Allow-Origin": "https://marina.example" };

function preflight(req: Request) {
  if (req.method === "OPTIONS") return new Response(null, { headers: cors });
  return null;
}

Deno.serve(async (req) => {
  const early = preflight(req);
  if (early) return early;
  try {
    const token = req.headers.get("Authorization");
    if (!token) throw new Error("not signed in");
    const { berthId, nights = 1 } = await req.json();
    if (!berthId || nights < 1) throw new Error("berthId is required");
    return new Response(JSON.stringify({ berthId, nights }), { headers: cors });
  } catch (error) {
    return new Response(JSON.stringify({ error: error.message }), { headers: cors, status: 500 });
  }
});
