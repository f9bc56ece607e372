const secret = Deno.env.get("CRON_SECRET");
if (!secret) throw new Error("CRON_SECRET is not set");

Deno.serve((req) => {
  if (req.headers.get("authorization") !== `Bearer ${secret}`) return new Response("Unauthorized", { status: 401 });
  return new Response("ok");
});
