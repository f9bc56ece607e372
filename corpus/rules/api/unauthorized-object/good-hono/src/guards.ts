import { and, eq } from "drizzle-orm";
import { createMiddleware } from "hono/factory";
import { HTTPException } from "hono/http-exception";
import { verify } from "hono/jwt";
import { db, firings } from "./db";

export const signedIn = createMiddleware(async (c, next) => {
  const payload = await verify(c.req.header("x-session") ?? "", process.env.JWT_SECRET!);
  if (!payload.sub) throw new HTTPException(401, { message: "sign in first" });
  c.set("userId", payload.sub);
  c.set("user", { id: payload.sub });
  await next();
});

/** Lets only the owner of the firing in the path pass. */
export const ownsFiring = (parameter = "firingId") =>
  createMiddleware(async (c, next) => {
    const id = c.req.param(parameter);
    const [firing] = await db
      .select({ id: firings.id })
      .from(firings)
      .where(and(eq(firings.id, id), eq(firings.owner_id, c.get("userId"))));
    if (!firing) throw new HTTPException(404, { message: "no such firing" });
    await next();
  });
