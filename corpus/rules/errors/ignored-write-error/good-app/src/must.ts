export function must<T>(result: { data: T; error: Error | null }): T {
  if (result.error) throw result.error;
  return result.data;
}
