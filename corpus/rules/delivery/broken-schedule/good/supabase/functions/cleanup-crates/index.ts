// A clock elsewhere knows the secret.
Deno.serve((req) => {
  if (req.headers.get("x-cron-secret") !== Deno.env.get("CRON_SECRET")) return new Response("no", { status: 401 });
  return new Response("ok");
});
