export async function orders() {
  try {
    const response = await fetch("/api/orders");
    return { ok: true, orders: await response.json() };
  } catch (error) {
    return { ok: false, reason: String(error) };
  }
}

export function isDate(text: string) {
  try {
    return new Date(text).toISOString() === text;
  } catch {
    return false;
  }
}
