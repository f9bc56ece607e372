// Nice to have: it is taken where it is there, and nothing is made of its absence.
async function details(page: string): Promise<{ length: number } | null> {
  try {
    const response = await fetch(page);
    return await response.json();
  } catch (error) {
    console.error(error);
    return null;
  }
}

export async function boat(page: string) {
  let found: { page: string; length?: number } = { page };
  const more = await details(page);
  if (more) found = { ...found, ...more };
  return found;
}
