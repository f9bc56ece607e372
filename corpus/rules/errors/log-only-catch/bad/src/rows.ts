export async function berths() {
  let rows: string[] = [];
  try {
    rows = await (await fetch("/api/berths")).json().then((all: string[]) => all.sort());
  } catch (error) { // expect: errors/log-only-catch
    console.warn("no berths", error);
  }
  return rows;
}
