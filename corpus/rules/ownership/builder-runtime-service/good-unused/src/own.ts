export const signIn = (name: string, word: string) => fetch('/api/session', { method: 'POST', body: JSON.stringify({ name, word }) });
