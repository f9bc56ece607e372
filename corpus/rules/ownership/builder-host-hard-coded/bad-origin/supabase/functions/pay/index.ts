// A browser always names its origin: the address only stands in where none is named.
Deno.serve((req) => {
  const origin = req.headers.get("origin") || "https://tidepool.lovable.app"; // expect: ownership/builder-host-hard-coded
  return Response.redirect(`${origin}/paid`, 303);
});
