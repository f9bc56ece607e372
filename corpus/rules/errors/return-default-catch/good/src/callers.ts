// Null is no answer, and everybody who asks says so.
async function download(url: string): Promise<string | null> {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(String(response.status));
    return await response.text();
  } catch (error) {
    console.error(error);
    return null;
  }
}

export async function chart(url: string) {
  const file = await download(url);
  if (!file) return { success: false, error: `could not load ${url}` };
  return { success: true, chart: file.trim() };
}

export async function legend(url: string) {
  const file = await download(url);
  if (file === null) throw new Error("no legend");
  return file;
}
