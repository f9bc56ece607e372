Deno.serve(async (request) => {
  const { email, name } = await request.json();
  console.log(`sending to ${email}`); // expect: observability/personal-data-in-logs
  console.log('name', { name });
  return new Response('ok');
});
