import { eq } from "drizzle-orm";
import { Hono } from "hono";
import { db, firings } from "./db";

// What a router does with errors and unknown paths stands in the same chain as its routes.
const kilns = new Hono()
  .onError((error, c) => {
    console.error(error);
    return c.json({ error: "something broke" }, 500);
  })
  .notFound((c) => c.json({ error: "no such kiln" }, 404))
  // expect: api/unauthenticated-route
  .delete("/:id", async (c) => {
    await db.delete(firings).where(eq(firings.id, c.req.param("id")));
    return c.body(null, 204);
  });

const app = new Hono().notFound((c) => c.text("nothing here", 404)).route("/kilns", kilns);
export default app;
