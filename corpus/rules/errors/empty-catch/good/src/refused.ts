// Who cannot be told is turned away: the failure is answered a few lines further down.
export async function mine(ask: () => Promise<{ id: string }>): Promise<Response> {
  let me = "";
  try {
    me = (await ask()).id;
  } catch {}
  if (!me) return Response.json({ error: "sign in first" }, { status: 401 });
  return Response.json({ me });
}
