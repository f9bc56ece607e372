// Nobody is refused: who cannot be told is taken for a guest.
export async function crew(ask: () => Promise<{ id: string }>, list: (id: string) => string[]) {
  let me = "";
  try {
    me = (await ask()).id;
  } catch {} // expect: errors/empty-catch
  const names = list(me);
  if (!me) return names.slice(0, 3);
  return names;
}
