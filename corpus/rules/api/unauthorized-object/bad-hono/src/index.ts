import { zValidator } from "@hono/zod-validator";
import { eq } from "drizzle-orm";
import { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { HTTPException } from "hono/http-exception";
import { verify } from "hono/jwt";
import { z } from "zod";
import { db, firings } from "./db";

const signedIn = createMiddleware(async (c, next) => {
  const payload = await verify(c.req.header("x-session") ?? "", process.env.JWT_SECRET!);
  if (!payload.sub) throw new HTTPException(401, { message: "sign in first" });
  c.set("userId", payload.sub);
  await next();
});

const app = new Hono();
app.use("*", signedIn);

// A schema says what an id looks like, and not whose it is.
app.post("/cancel", zValidator("json", z.object({ id: z.string().uuid() })), async (c) => {
  const { id } = c.req.valid("json");
  // expect: api/unauthorized-object
  await db.delete(firings).where(eq(firings.id, id));
  return c.body(null, 204);
});
app.post("/finish", zValidator("query", z.object({ id: z.string().uuid() })), async (c) => {
  // expect: api/unauthorized-object
  await db.update(firings).set({ done: true }).where(eq(firings.id, c.req.valid("query").id));
  return c.body(null, 204);
});
export default app;
