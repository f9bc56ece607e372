// Which berth it was booked on before is no answer to whether it could be booked on this one.
export async function book(before: string, save: (berth: string) => Promise<string>) {
  let berth = before;
  try {
    berth = await save("pier 4");
    await fetch("/api/harbour", { method: "POST", body: berth });
  } catch (error) { // expect: errors/log-only-catch
    console.warn("not booked", error);
  }
  return berth;
}
