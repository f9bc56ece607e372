// One of the two who ask takes a failure for an empty log.
async function logbook(url: string): Promise<string | null> {
  try {
    const response = await fetch(url);
    return await response.text();
  } catch (error) { // expect: errors/return-default-catch
    console.error(error);
    return null;
  }
}

export async function pages(url: string) {
  const book = await logbook(url);
  if (!book) return { success: false, error: "no log book" };
  return { success: true, pages: book.split("\n") };
}

export async function count(url: string) {
  const book = await logbook(url);
  return book ? book.split("\n").length : 0;
}
