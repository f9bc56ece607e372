import { eq } from "drizzle-orm";
import express from "express";

import { boats, db, pool, sailors } from "./db";
import { needsUser } from "./guard";
import { storage } from "./storage";

const app = express();
app.use(express.json());

app.delete("/api/boats/:id", needsUser, async (req, res) => {
  await db.delete(boats).where(eq(boats.id, req.params.id)); // expect: api/unauthorized-object
  res.json({ ok: true });
});

app.patch("/api/boats/:id", needsUser, async (req, res) => {
  res.json(await storage.renameBoat(req.params.id, req.body.name));
});

app.patch("/api/lamps/:id", needsUser, async (req, res) => {
  res.json(await storage.dimLamp(req.params.id, req.body.watts));
});

app.get("/api/companies/:companyId/sailors", needsUser, async (req, res) => {
  const rows = await db.select().from(sailors).where(eq(sailors.companyId, req.params.companyId)); // expect: api/unauthorized-object
  res.json(rows);
});

app.post("/api/berths", needsUser, async (req, res) => {
  await pool.query("update boats set berth = $1 where id = $2", [req.body.berth, req.body.boatId]); // expect: api/unauthorized-object
  res.json({ ok: true });
});

app.listen(3000);
