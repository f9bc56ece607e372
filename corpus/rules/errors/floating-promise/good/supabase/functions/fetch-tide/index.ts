// What is left of an answer that was judged already is read and dropped.
const drain = async (answer: Response) => {
  try {
    await answer.text();
  } catch {
    /* nobody needs it */
  }
};

Deno.serve(async () => {
  const answer = await fetch("https://tides.example/now", { signal: AbortSignal.timeout(5000) });
  if (!answer.ok) {
    drain(answer);
    return new Response("no tide", { status: 502 });
  }
  return Response.json(await answer.json());
});
