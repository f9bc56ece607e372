Deno.serve(async (request) => {
  const { tide } = await request.json();
  console.log('tide', tide); // expect: observability/no-request-id
  return new Response('ok');
});
