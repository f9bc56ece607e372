import { createMiddleware } from "hono/factory";

const counts = new Map<string, number>();

/** So many attempts from one address. */
export const limit = (name: string, most: number) =>
  createMiddleware(async (c, next) => {
    const key = `${name}:${c.req.header("x-real-ip")}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (count > most) return c.json({ error: "too many attempts" }, 429);
    await next();
  });
