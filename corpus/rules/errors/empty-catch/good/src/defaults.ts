export async function zone() {
  let zone = "UTC";
  try {
    zone = await (await fetch("https://zones.example/here")).text();
  } catch {}
  return zone;
}

export async function book(slot: string) {
  try {
    const answer = await fetch("/api/book", { method: "POST", body: slot });
    if (!answer.ok) throw new Error("not booked");
  } catch (error) {
    try {
      await fetch("/api/alarm", { method: "POST", body: String(error) });
    } catch {}
    throw error;
  }
}
