async function berth(id: string) {
  const response = await fetch(`/api/berths/${id}`);
  if (!response.ok) throw new Error("not there");
  return response.json();
}

export async function shown(id: string): Promise<Response> {
  const found = await berth(id).catch(() => null);
  if (!found) return Response.json({ error: "not found" }, { status: 404 });
  return Response.json(found);
}
