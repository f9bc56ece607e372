Deno.serve(async () => {
  const response = await fetch("https://api.partner.example/quote"); // expect: errors/no-timeout
  return new Response(response.body, { status: response.ok ? 200 : 502 });
});
