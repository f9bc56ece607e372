import { createMiddleware } from "hono/factory";
import { HTTPException } from "hono/http-exception";
import { verify } from "hono/jwt";

// What it gives back was made by a library that is handed the function.
export const signedIn = (scheme: string) =>
  createMiddleware(async (c, next) => {
    const header = c.req.header("authorization") ?? "";
    const token = header.replace(`${scheme} `, "");
    const payload = await verify(token, process.env.JWT_SECRET!);
    if (!payload.sub) throw new HTTPException(401, { message: "sign in first" });
    c.set("userId", payload.sub);
    await next();
  });

export function signedInByBearer() {
  const guard = createMiddleware(async (c, next) => {
    const token = (c.req.header("authorization") ?? "").slice("Bearer ".length);
    const payload = await verify(token, process.env.JWT_SECRET!);
    if (!payload.sub) return c.json({ error: "sign in first" }, 401);
    c.set("userId", payload.sub);
    await next();
  });
  return guard;
}
