import { Hono } from "hono";
import { bearerAuth } from "hono/bearer-auth";
import { jwt } from "hono/jwt";
import { db } from "./db";

const app = new Hono();
app.use("/api/*", jwt({ secret: process.env.JWT_SECRET }));
app.use("/jobs/*", bearerAuth({ token: process.env.JOBS_TOKEN }));
app.post("/api/boats", async (c) => {
  await db.query("delete from boats where id = $1 and owner_id = $2", [(await c.req.json()).id, c.get("jwtPayload").sub]);
  return c.body(null, 204);
});
app.post("/jobs/sweep", async (c) => {
  await db.query("delete from berths where left_at < now()");
  return c.body(null, 204);
});
export default app;
