import { hash } from "bcryptjs";
import { eq } from "drizzle-orm";
import { Hono } from "hono";
import { db, printers } from "./db";

const app = new Hono();

// What is kept under an address is found by whoever knows the address.
app.post("/account/new-password", async (c) => {
  const { email, password } = await c.req.json();
  const asked = await c.env.CODES.get(`reset:${email}`);
  if (!asked) return c.json({ error: "nobody asked for a new password" }, 400);
  // expect: auth/password-set-by-anyone
  await db.update(printers).set({ password_hash: await hash(password, 12) }).where(eq(printers.email, email));
  return c.body(null, 204);
});
export default app;
