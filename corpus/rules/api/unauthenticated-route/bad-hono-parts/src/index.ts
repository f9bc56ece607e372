import { Hono } from "hono";
import { jwt } from "hono/jwt";
import { db } from "./db";

// Made and filled in one chain, mounted below a guard, and once more where there is none.
const boats = new Hono().post("/close", async (c) => {
  await db.query("update boats set is_open = false where owner_id = $1", [c.get("jwtPayload").sub]);
  return c.body(null, 204);
});
// expect: api/unauthenticated-route
const locks = new Hono().post("/open", async (c) => {
  const { id } = await c.req.json();
  await db.query("delete from locks where id = $1", [id]);
  return c.body(null, 204);
});
const app = new Hono();
app.use("/own/*", jwt({ secret: process.env.JWT_SECRET }));
app.route("/own/boats", boats);
app.route("/locks", locks);
export default app;
