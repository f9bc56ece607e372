Deno.serve(async (req) => {
  let berths = await req.json();
  const tally = { count: 0 };
  if (berths.length > 3) {
    berths = berths.slice(0, 3);
  }
  for (const berth of berths) {
    tally.count++;
    tally.last = berth;
  }
  const count = (n: number) => {
    let count = n;
    count += 1;
    return count;
  };
  return new Response(String(count(tally.count)));
});
