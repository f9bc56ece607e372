const HOSTS = new Set(["recipes.example", "www.recipes.example"]);

Deno.serve(async (req) => {
  const { url } = await req.json();
  const target = new URL(String(url));
  if (target.protocol !== "https:" || !HOSTS.has(target.hostname)) return new Response("Bad request", { status: 400 });
  const page = await fetch(target, { redirect: "error" });
  return new Response(await page.text());
});
