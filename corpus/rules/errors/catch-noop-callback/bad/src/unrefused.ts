async function berths(id: string) {
  const response = await fetch(`/api/berths/${id}`);
  if (!response.ok) throw new Error("not there");
  return response.json();
}

export async function listed(id: string): Promise<Response> {
  const found = await berths(id).catch(() => []); // expect: errors/catch-noop-callback
  if (!found) return Response.json({ error: "not found" }, { status: 404 });
  return Response.json(found);
}
