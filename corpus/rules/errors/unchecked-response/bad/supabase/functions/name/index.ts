Deno.serve(async () => {
  const name = await fetch("https://names.example/one").then((r) => r.json()); // expect: errors/unchecked-response
  return Response.json(name);
});
