Deno.serve((req) => {
  const secret = Deno.env.get("HOURLY_KEY");
  if (!secret || req.headers.get("x-key") !== secret) return new Response("Unauthorized", { status: 401 });
  return new Response("ok");
});
