Deno.serve(async (req) => {
  const { url } = await req.json();
  const page = await fetch(url); // expect: api/request-forgery
  return new Response(await page.text());
});
