import { eq, sql } from "drizzle-orm";
import { Hono } from "hono";
import { db, posters, posterScans } from "./db";

const app = new Hono();

// Whoever holds the poster may scan it, and is counted.
app.get("/p/:id", async (c) => {
  const [poster] = await db.select({ id: posters.id, target: posters.target }).from(posters).where(eq(posters.id, c.req.param("id")));
  if (!poster) return c.notFound();
  await db.insert(posterScans).values({ poster_id: poster.id, agent: c.req.header("user-agent") ?? null, at: new Date() });
  await db.update(posters).set({ scans: sql`${posters.scans} + 1` }).where(eq(posters.id, poster.id));
  return c.redirect(poster.target);
});
export default app;
