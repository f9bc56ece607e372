Deno.serve(async (req) => {
  // expect: observability/personal-data-in-logs
  console.log("in", { method: req.method, headers: Object.fromEntries(req.headers.entries()) });
  console.log("from", req.headers.get("x-forwarded-for") ? "a proxy" : "nowhere");
  return new Response("ok");
});
