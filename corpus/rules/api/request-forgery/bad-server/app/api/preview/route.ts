export async function POST(request: Request) {
  const { url } = await request.json();
  const page = await fetch(url); // expect: api/request-forgery
  return new Response(await page.text());
}
