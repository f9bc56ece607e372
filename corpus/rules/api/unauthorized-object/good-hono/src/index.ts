import { and, eq } from "drizzle-orm";
import { Hono } from "hono";
import { db, firings } from "./db";
import { ownsFiring, signedIn } from "./guards";

const app = new Hono();
app.use("*", signedIn);

app.get("/one/:id", async (c) => {
  const rows = await db
    .select()
    .from(firings)
    .where(and(eq(firings.id, c.req.param("id")), eq(firings.owner_id, c.get("userId"))));
  return c.json(rows);
});
app.delete("/two/:id", async (c) => {
  await db.delete(firings).where(and(eq(firings.id, c.req.param("id")), eq(firings.owner_id, c.get("user").id)));
  return c.body(null, 204);
});
app.patch("/three/:id", async (c) => {
  const id = c.req.param("id");
  await db.update(firings).set({ done: true }).where(and(eq(firings.id, id), eq(firings.owner_id, c.var.userId)));
  return c.body(null, 204);
});
app.delete("/four/:firingId", ownsFiring(), async (c) => {
  await db.delete(firings).where(eq(firings.id, c.req.param("firingId")));
  return c.body(null, 204);
});
export default app;
