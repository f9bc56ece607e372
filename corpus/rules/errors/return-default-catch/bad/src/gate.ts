export async function mayAsk(user: string, count: (user: string) => Promise<number>) {
  try {
    return { allowed: (await count(user)) < 10, left: 3 };
  } catch { // expect: errors/return-default-catch
    return { allowed: true };
  }
}
