function plain(kind: string): string {
  return `the ${kind}`;
}

async function named(kind: string): Promise<string> {
  const key = Deno.env.get("LOVABLE_API_KEY"); // expect: ownership/builder-runtime-service
  if (!key) {
    console.warn("no key: a plain name");
    return plain(kind);
  }
  try {
    const answer = await fetch("https://ai.gateway.lovable.dev/v1/chat/completions", { method: "POST", headers: { Authorization: `Bearer ${key}` } });
    if (!answer.ok) return plain(kind);
    return (await answer.json()).choices[0].message.content;
  } catch (error) {
    console.warn("not reached", error);
    return plain(kind);
  }
}

Deno.serve(async (req) => {
  const { kind } = await req.json();
  return Response.json({ name: await named(kind) });
});
