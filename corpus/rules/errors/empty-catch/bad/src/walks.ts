// Whoever cannot be asked about walks past the test.
export async function sweep(ask: () => Promise<{ role: string }>, clean: () => Promise<void>): Promise<Response> {
  let me: { role: string } | null = null;
  try {
    me = await ask();
  } catch {} // expect: errors/empty-catch
  if (me && me.role !== "captain") return Response.json({ error: "captains only" }, { status: 403 });
  await clean();
  return Response.json({ ok: true });
}
