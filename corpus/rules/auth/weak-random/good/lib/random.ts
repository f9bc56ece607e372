import { randomInt } from "node:crypto";

export const code = () => String(randomInt(100_000, 1_000_000));
export const token = () => crypto.randomUUID();
export const colour = () => `hsl(${Math.floor(Math.random() * 360)} 50% 50%)`;
export const wait = () => new Promise((resolve) => setTimeout(resolve, Math.random() * 200));
export const fileName = () => `${Date.now()}-${Math.random().toString(36).slice(2)}.png`;
export const shuffled = <T>(list: T[]) => [...list].sort(() => Math.random() - 0.5);

export function pickColourOf(code: string): string {
  const shade = Math.floor(Math.random() * 360);
  return `hsl(${shade} 50% ${code.length}%)`;
}

export function generateRandomCode(): string {
  let result = "";
  for (let i = 0; i < 4; i += 1) result += String.fromCharCode(65 + Math.floor(Math.random() * 26));
  return result;
}

// Begins anew: no secret is reset by it.
export function reset(words: string[]): string[] {
  return [...words].sort(() => Math.random() - 0.5);
}
