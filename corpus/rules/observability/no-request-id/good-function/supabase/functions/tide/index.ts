// The platform stamps each line with the id of the run.
Deno.serve(async (request) => {
  const { tide } = await request.json();
  console.log("tide", tide);
  return new Response("ok");
});
