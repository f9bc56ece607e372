import { eq, sql } from "drizzle-orm";
import { Hono } from "hono";
import { db, posters, posterScans } from "./db";

const app = new Hono();

// What the caller writes down is more than that he came by, and so is a price.
// expect: api/unauthenticated-route
app.post("/p/:id/scanned", async (c) => {
  const { note } = await c.req.json();
  await db.insert(posterScans).values({ poster_id: c.req.param("id"), note, at: new Date() });
  await db
    .update(posters)
    .set({ scans: sql`${posters.scans} + 1`, price_cents: sql`${posters.price_cents} + 1` })
    .where(eq(posters.id, c.req.param("id")));
  return c.body(null, 204);
});
export default app;
