import express from "express";

import { insertUser, profile } from "../shared/schema";
import { needsUser } from "./guard";
import { storage } from "./storage";

const app = express();
app.use(express.json());

app.post("/api/register", async (req, res) => {
  const parsed = insertUser.safeParse(req.body);
  if (!parsed.success) return res.status(400).json({ error: "Please check the form" });
  res.json(await storage.createUser(parsed.data));
});

app.patch("/api/me", needsUser, async (req, res) => {
  const changes = profile.parse(req.body);
  await storage.updateUser(req.user.id, changes);
  res.json({ ok: true });
});

app.listen(3000);
