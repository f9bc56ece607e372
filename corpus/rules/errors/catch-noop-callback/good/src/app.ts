async function save(order: { id: string }) {
  const response = await fetch("/api/orders", { method: "POST", body: JSON.stringify(order) });
  if (!response.ok) throw new Error("not saved");
}

export async function submit(order: { id: string }, tell: (text: string) => void) {
  await save(order).catch((error) => tell(error.message));
}

export async function body(request: Request) {
  return request.json().catch(() => ({}));
}
