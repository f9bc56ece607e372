Deno.serve(async () => {
  const mode = await fetch("https://modes.example/now").then((r) => r.json()).catch(() => null); // expect: errors/unchecked-response
  return Response.json(mode);
});
