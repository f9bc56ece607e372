import { allowed } from "../_shared/cors.ts";

Deno.serve((req) => {
  const origin = req.headers.get("origin") ?? "";
  if (!allowed(origin)) return new Response("Forbidden", { status: 403 });
  return new Response("{}", { headers: { "Access-Control-Allow-Origin": origin } });
});
