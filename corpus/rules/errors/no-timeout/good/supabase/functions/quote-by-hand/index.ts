async function quickly(url: string) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), 10_000);
  try {
    return await fetch(url, { signal: controller.signal });
  } finally {
    clearTimeout(timer);
  }
}

Deno.serve(async () => {
  const response = await quickly("https://api.partner.example/quote");
  return new Response(response.body, { status: response.ok ? 200 : 502 });
});
