async function remove(probe: string) {
  const answer = await fetch(`/api/probes/${probe}`, { method: "DELETE" });
  if (!answer.ok) throw new Error("still there");
}

// The one does not stand for the other.
export async function removeBoth() {
  for (const probe of ["first", "second"]) {
    try {
      await remove(probe);
    } catch {} // expect: errors/empty-catch
  }
}
