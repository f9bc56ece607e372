async function save(order: { id: string }) {
  const response = await fetch("/api/orders", { method: "POST", body: JSON.stringify(order) });
  if (!response.ok) throw new Error("not saved");
}

export async function submit(order: { id: string }, tell: (text: string) => void) {
  try {
    await save(order);
  } catch (error) {
    tell("could not save");
  }
}

export function draft() {
  try {
    return JSON.parse(localStorage.getItem("draft") ?? "{}");
  } catch {
    return {};
  }
}

export async function copy(text: string) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // the button simply does nothing
  }
}
