const secret = Deno.env.get("CRON_SECRET");

Deno.serve((req) => {
  if (secret && req.headers.get("x-cron-secret") !== secret) { // expect: auth/fail-open-secret
    return new Response("Unauthorized", { status: 401 });
  }
  return new Response("ok");
});
