import { and, eq } from "drizzle-orm";
import express from "express";

import { boats, db } from "./db";
import { needsUser } from "./guard";

const app = express();
app.use(express.json());

app.delete("/api/boats/:id", needsUser, async (req, res) => {
  await db.delete(boats).where(and(eq(boats.id, Number(req.params.id)), eq(boats.ownerId, req.user.id)));
  res.json({ ok: true });
});

app.patch("/api/boats/:id", needsUser, async (req, res) => {
  const id = parseInt(req.params.id, 10);
  const [boat] = await db.select().from(boats).where(eq(boats.id, id));
  if (!boat || boat.ownerId !== req.user.id) return res.status(404).json({ error: "Not found" });
  await db.update(boats).set({ name: req.body.name }).where(eq(boats.id, id));
  res.json({ ok: true });
});

app.listen(3000);
