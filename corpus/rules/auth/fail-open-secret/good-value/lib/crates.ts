export async function find(code: string) {
  return { code };
}
