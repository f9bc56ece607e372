async function draw(text: string): Promise<string | null> {
  try {
    return await (await fetch("/api/draw", { method: "POST", body: text })).text();
  } catch {
    return null;
  }
}

// What could not be drawn is among the results, as a failure.
export async function drawAll(texts: string[]) {
  const results: object[] = [];
  for (const text of texts) {
    const picture = await draw(text);
    if (picture) results.push({ picture, success: true });
    else results.push({ success: false, error: "could not be drawn" });
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  return results;
}
