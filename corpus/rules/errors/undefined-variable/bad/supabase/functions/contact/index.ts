Deno.serve(async (req) => {
  const message = await req.json();
  if (!message.text) return new Response("Write something", { status: 400 });
  const body = { text: cleanMessage.text, from: message.from }; // expect: errors/undefined-variable
  return Response.json(body);
});
