/** Compares two secrets without telling by the time it takes how much of them is equal. */
export async function sameSecret(given: string, wanted: string): Promise<boolean> {
  const encoder = new TextEncoder();
  const [a, b] = await Promise.all(
    [given, wanted].map((text) => crypto.subtle.digest("SHA-256", encoder.encode(text))),
  );
  const left = new Uint8Array(a);
  const right = new Uint8Array(b);
  let difference = 0;
  left.forEach((byte, index) => {
    difference |= byte ^ right[index];
  });
  return difference === 0;
}
