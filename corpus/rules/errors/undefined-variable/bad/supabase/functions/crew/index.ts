const found = async (ship: string) => [ship];

Deno.serve(async (req) => {
  const { ship } = await req.json();
  const deckSailors = await found(ship);
  const message = `${sailors.length} on deck`; // expect: errors/undefined-variable
  return Response.json({ message, deckSailors });
});
