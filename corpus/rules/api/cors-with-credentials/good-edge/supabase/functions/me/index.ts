const ORIGINS = new Set(["https://app.kiosk.example", "https://www.kiosk.example"]);

Deno.serve((req) => {
  const origin = req.headers.get("origin") ?? "";
  const headers = {
    "Access-Control-Allow-Origin": ORIGINS.has(origin) ? origin : "https://app.kiosk.example",
    "Access-Control-Allow-Credentials": "true",
  };
  return new Response("{}", { headers });
});
