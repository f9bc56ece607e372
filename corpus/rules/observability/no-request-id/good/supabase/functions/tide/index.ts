Deno.serve(async (request) => {
  const { tide } = await request.json();
  console.log(request.headers.get('x-request-id'), tide);
  return new Response('ok');
});
