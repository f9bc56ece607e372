// Signing in is one of two ways to say who asks; without either he is turned away.
export async function mine(given: string, ask: () => Promise<{ id: string }>): Promise<Response> {
  let me: { id: string } | null = null;
  try {
    me = await ask();
  } catch {}
  const id = given || me?.id || "";
  if (!id) return Response.json({ error: "sign in first" }, { status: 401 });
  return Response.json({ id });
}
