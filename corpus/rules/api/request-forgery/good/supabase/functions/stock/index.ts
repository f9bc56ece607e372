const FARMS = ["north.farm.example", "south.farm.example"];

Deno.serve(async (req) => {
  const { farm } = await req.json();
  if (!FARMS.includes(farm)) return new Response(null, { status: 400 });
  const answer = await fetch(`https://${farm}/stock/eggs`);
  const own = await fetch(`https://${req.headers.get("host")}/functions/v1/count`);
  return new Response(`${await answer.text()} ${own.status}`);
});
