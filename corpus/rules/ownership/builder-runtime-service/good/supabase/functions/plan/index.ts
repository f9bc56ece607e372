Deno.serve(async () => {
  const answer = await fetch('https://api.openai.com/v1/chat/completions');
  return new Response(await answer.text());
});
