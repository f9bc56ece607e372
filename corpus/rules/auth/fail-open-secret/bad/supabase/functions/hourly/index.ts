Deno.serve((req) => {
  const given = req.headers.get("x-key");
  if (given && given !== Deno.env.get("HOURLY_KEY")) return new Response("Unauthorized", { status: 401 }); // expect: auth/fail-open-secret
  return new Response("ok");
});
