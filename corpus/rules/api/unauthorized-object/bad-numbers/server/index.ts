import { eq } from "drizzle-orm";
import express from "express";

import { boats, db, sailors } from "./db";
import { needsUser } from "./guard";

const app = express();
app.use(express.json());

app.delete("/api/boats/:id", needsUser, async (req, res) => {
  await db.delete(boats).where(eq(boats.id, Number(req.params.id))); // expect: api/unauthorized-object
  res.json({ ok: true });
});

app.patch("/api/boats/:id", needsUser, async (req, res) => {
  const id = parseInt(req.params.id, 10);
  const [boat] = await db.update(boats).set({ name: req.body.name }).where(eq(boats.id, id)).returning(); // expect: api/unauthorized-object
  res.json(boat);
});

app.get("/api/sailors/:id", needsUser, async (req, res) => {
  const [sailor] = await db.select().from(sailors).where(eq(sailors.id, +req.params.id)); // expect: api/unauthorized-object
  res.json(sailor);
});

app.listen(3000);
