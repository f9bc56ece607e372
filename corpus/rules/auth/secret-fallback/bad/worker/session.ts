import type { Context } from "hono";
import { sign } from "hono/jwt";

// A worker is handed its variables with the request.
interface Env {
  SESSION_SECRET: string;
  COOKIE_SECRET: string;
  APP_URL: string;
}

// expect: auth/secret-fallback
const secretOf = (env: Env) => env.SESSION_SECRET || "loom-session-secret";

export const sessionOf = (env: Env, id: string) => sign({ sub: id }, secretOf(env));

export async function cookieOf(c: Context, id: string) {
  // expect: auth/secret-fallback
  const secret = c.env.COOKIE_SECRET ?? "loom-cookie-secret";
  return sign({ sub: id, home: c.env.APP_URL ?? "https://loom.example" }, secret);
}
