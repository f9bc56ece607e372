Deno.serve(async () => {
  const response = await fetch("https://names.example/one");
  return new Response(response.body, { status: response.status });
});
