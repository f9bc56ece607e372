// A limit that nobody can look up is no limit.
export async function checkLimit(user: string, count: (user: string) => Promise<number>) {
  try {
    return (await count(user)) < 10;
  } catch (error) { // expect: errors/return-default-catch
    console.error(error);
    return true;
  }
}
