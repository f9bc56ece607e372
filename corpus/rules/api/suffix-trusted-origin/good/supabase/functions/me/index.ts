const ORIGINS = ["https://kiosk.example", "https://kiosk.lovable.app"];

Deno.serve((req) => {
  const origin = req.headers.get("origin") ?? "";
  if (!ORIGINS.includes(origin)) return new Response("Forbidden", { status: 403 });
  return new Response("{}", { headers: { "Access-Control-Allow-Origin": origin } });
});
