// What cannot be looked up is not taken for free.
export async function isFree(slot: string, clashes: (slot: string) => Promise<string[]>) {
  try {
    return (await clashes(slot)).length === 0;
  } catch {
    return false;
  }
}
