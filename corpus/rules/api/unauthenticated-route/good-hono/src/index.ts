import { and, eq } from "drizzle-orm";
import { Hono } from "hono";
import { verify } from "hono/jwt";
import { db, firings } from "./db";
import { signedIn, signedInByBearer } from "./guards";

// A context and `next`: it stands in front of the route, and is none itself.
const kilns = new Hono()
  .onError((error, c) => {
    console.error(error);
    return c.json({ error: "something broke" }, 500);
  })
  .use("/stop", async (c, next) => {
    const payload = await verify(c.req.header("x-session") ?? "", process.env.JWT_SECRET!);
    if (!payload.sub) return c.json({ error: "sign in first" }, 401);
    c.set("userId", payload.sub);
    await next();
  })
  .post("/stop", async (c) => {
    await db.update(firings).set({ done: true }).where(eq(firings.owner_id, c.get("userId")));
    return c.body(null, 204);
  })
  .post("/start", signedIn("Bearer"), async (c) => {
    await db.update(firings).set({ done: false }).where(eq(firings.owner_id, c.get("userId")));
    return c.body(null, 204);
  })
  .delete("/:id", signedInByBearer(), async (c) => {
    await db.delete(firings).where(and(eq(firings.id, c.req.param("id")), eq(firings.owner_id, c.get("userId"))));
    return c.body(null, 204);
  });

const app = new Hono();
app.route("/kilns", kilns);
export default app;
