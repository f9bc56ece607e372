Deno.serve((req) => {
  const headers = {
    "Access-Control-Allow-Origin": req.headers.get("origin") ?? "*", // expect: api/cors-with-credentials
    "Access-Control-Allow-Credentials": "true",
  };
  return new Response("{}", { headers });
});
