Deno.serve(async () => {
  // expect: ownership/builder-runtime-service
  const answer = await fetch('https://ai.gateway.lovable.dev/v1/chat/completions', {
    headers: { Authorization: `Bearer ${Deno.env.get('LOVABLE_API_KEY')}` },
  });
  return new Response(await answer.text());
});
