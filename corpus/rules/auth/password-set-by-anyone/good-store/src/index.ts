import { hash } from "bcryptjs";
import { eq } from "drizzle-orm";
import { Hono } from "hono";
import { db, printers } from "./db";

const app = new Hono();

// Only who was sent the code knows the key that the account is kept under.
app.post("/account/new-password", async (c) => {
  const { code, password } = await c.req.json();
  const printerId = await c.env.CODES.get(`reset:${code}`);
  if (!printerId) return c.json({ error: "this link is no longer good" }, 400);
  await c.env.CODES.delete(`reset:${code}`);
  await db.update(printers).set({ password_hash: await hash(password, 12) }).where(eq(printers.id, printerId));
  return c.body(null, 204);
});
export default app;
