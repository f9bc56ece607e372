export async function rate(): Promise<number> {
  try {
    const response = await fetch("https://rates.example/eur");
    if (!response.ok) throw new Error(`rates answered ${response.status}`);
    return (await response.json()).rate;
  } catch {
    return 0;
  }
}
