Deno.serve(async (req) => {
  const { farm } = await req.json();
  const answer = await fetch(`https://${farm}/stock/eggs`, { headers: { "X-Key": Deno.env.get("FARM_KEY") ?? "" } }); // expect: api/request-forgery
  return new Response(await answer.text());
});
