function strip(text: string) {
  const cleaned = text.trim();
  return cleaned;
}

Deno.serve(async (req) => {
  const { text } = await req.json();
  strip(text);
  return Response.json({ text: cleaned }); // expect: errors/undefined-variable
});
