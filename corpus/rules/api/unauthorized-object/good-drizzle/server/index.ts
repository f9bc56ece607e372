import { eq } from "drizzle-orm";
import express from "express";

import { boats, db, pool } from "./db";
import { needsUser } from "./guard";
import { storage } from "./storage";

const app = express();
app.use(express.json());

app.delete("/api/boats/:id", needsUser, async (req, res) => {
  const boat = await storage.boat(req.params.id);
  if (!boat || boat.ownerId !== req.user.id) return res.status(404).json({ error: "not found" });
  await db.delete(boats).where(eq(boats.id, req.params.id));
  res.json({ ok: true });
});

app.patch("/api/boats/:id", needsUser, async (req, res) => {
  res.json(await storage.renameBoat(req.params.id, req.user.id, req.body.name));
});

app.patch("/api/lamps/:id", needsUser, async (req, res) => {
  res.json(await storage.dimLamp(req.params.id, req.body.watts));
});

app.post("/api/berths", needsUser, async (req, res) => {
  await pool.query("update boats set berth = $1 where id = $2 and owner_id = $3", [req.body.berth, req.body.boatId, req.user.id]);
  res.json({ ok: true });
});

app.post("/api/all-berths", needsUser, async (req, res) => {
  if (req.user.role !== "harbourmaster") return res.status(403).json({ error: "Forbidden" });
  await pool.query("update boats set berth = $1 where id = $2", [req.body.berth, req.body.boatId]);
  res.json({ ok: true });
});

// The token was sent to whom the berth was promised.
app.post("/api/claims/:id", needsUser, async (req, res) => {
  const found = await pool.query("select id from claims where id = $1 and claim_token = $2", [req.params.id, req.body.token]);
  if (found.rows.length === 0) return res.status(404).json({ error: "not found" });
  await pool.query("update claims set claimed_by = $1 where id = $2 and claim_token = $3", [req.user.id, req.params.id, req.body.token]);
  res.json({ ok: true });
});

app.listen(3000);
