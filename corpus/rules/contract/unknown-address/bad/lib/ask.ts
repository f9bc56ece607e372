export async function ask(method: string, path: string): Promise<Response> {
  const answer = await fetch(path, { method });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
  return answer;
}
