Deno.serve(async (req) => {
  const berths = await req.json();
  if (berths.length > 3) {
    berths = berths.slice(0, 3); // expect: errors/constant-assigned
  }
  const { count } = berths;
  for (const _berth of berths) count++; // expect: errors/constant-assigned
  return new Response(String(count));
});
