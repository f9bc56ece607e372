async function save(order: { id: string }) {
  const response = await fetch("/api/orders", { method: "POST", body: JSON.stringify(order) });
  if (!response.ok) throw new Error("not saved");
}

export async function submit(order: { id: string }) {
  try {
    await save(order);
  } catch (error) {
    console.error("not saved", error);
    throw error;
  }
}
