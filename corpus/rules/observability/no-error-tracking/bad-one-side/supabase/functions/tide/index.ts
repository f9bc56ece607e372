Deno.serve(async (request) => {
  const { tide } = await request.json();
  console.log('tide', tide);
  return new Response('ok');
});
