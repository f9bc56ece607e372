import bcrypt from "bcrypt";
import express from "express";
import { keepers } from "../shared/schema";
import { db } from "./db";
import { keeper } from "./storage";

const app = express();
app.get("/api/keepers/:id", async (req, res) => {
  const found = await keeper(req.params.id);
  if (!found) return res.status(404).end();
  res.json(found); // expect: api/secret-in-answer
});
app.get("/api/keepers", async (_req, res) => {
  const all = await db.select().from(keepers);
  res.json({ keepers: all }); // expect: api/secret-in-answer
});
app.post("/api/keepers", async (req, res) => {
  const passwordHash = await bcrypt.hash(req.body.password, 12);
  const [made] = await db.insert(keepers).values({ ...req.body, passwordHash }).returning();
  res.status(201).json(made); // expect: api/secret-in-answer
});
const speech = process.env.ELEVENLABS_API_KEY;
app.get("/api/speech/config", (_req, res) => {
  if (!speech) return res.status(500).json({ error: "not set" });
  const settings = { voice: "calm", apiKey: speech };
  res.json({ settings }); // expect: api/secret-in-answer
});
app.listen(3000);
