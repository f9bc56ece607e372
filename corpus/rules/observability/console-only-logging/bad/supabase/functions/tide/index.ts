Deno.serve(async (request) => {
  const { tide } = await request.json();
  console.log('tide', tide); // expect: observability/console-only-logging
  return new Response('ok');
});
