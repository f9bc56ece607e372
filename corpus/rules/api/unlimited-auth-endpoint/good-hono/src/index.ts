import { zValidator } from "@hono/zod-validator";
import { compare } from "bcryptjs";
import { eq } from "drizzle-orm";
import { Hono } from "hono";
import { sign } from "hono/jwt";
import { z } from "zod";
import { db, potters } from "./db";
import { limit } from "./limits";

const app = new Hono();
app.use("/login", limit("login", 5));
app.post("/login", zValidator("json", z.object({ email: z.string().email(), password: z.string() })), async (c) => {
  const { email, password } = c.req.valid("json");
  const [potter] = await db.select().from(potters).where(eq(potters.email, email)).limit(1);
  if (!potter || !(await compare(password, potter.password_hash))) return c.json({ error: "wrong" }, 401);
  return c.json({ token: await sign({ sub: potter.id }, process.env.JWT_SECRET!) });
});
export default app;
