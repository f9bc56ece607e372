export async function findKeeper(email: string) {
  return { id: "k1", email, passwordHash: "" };
}
export async function openSession(id: string) {
  return `${id}:${crypto.randomUUID()}`;
}
