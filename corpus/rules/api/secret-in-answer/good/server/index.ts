import bcrypt from "bcrypt";
import { eq } from "drizzle-orm";
import express from "express";
import { keepers } from "../shared/schema";
import { db } from "./db";

const app = express();
app.use(express.json());
app.get("/api/keepers", async (_req, res) => {
  const all = await db.select({ id: keepers.id, name: keepers.name }).from(keepers);
  res.json(all);
});
app.get("/api/keepers/:id", async (req, res) => {
  const [found] = await db.select().from(keepers).where(eq(keepers.id, req.params.id));
  res.json({ id: found.id, name: found.name });
});
app.get("/api/keepers/:id/card", async (req, res) => {
  const [found] = await db.select().from(keepers).where(eq(keepers.id, req.params.id));
  const { passwordHash, ...rest } = found;
  res.json(rest);
});
app.get("/api/keepers/:id/masked", async (req, res) => {
  const [found] = await db.select().from(keepers).where(eq(keepers.id, req.params.id));
  res.json({ ...found, passwordHash: "***" });
});
app.post("/api/login", async (req, res) => {
  const [found] = await db.select().from(keepers).where(eq(keepers.name, req.body.name));
  const ok = found && (await bcrypt.compare(req.body.password, found.passwordHash));
  if (!ok) return res.status(401).end();
  delete (found as { passwordHash?: string }).passwordHash;
  res.json(found);
});
app.post("/api/keepers", async (req, res) => {
  const passwordHash = await bcrypt.hash(req.body.password, 12);
  const [made] = await db.insert(keepers).values({ name: req.body.name, passwordHash }).returning({ id: keepers.id });
  res.status(201).json(made);
});
// What he reads there is what he has just sent.
app.post("/api/guests", async (req, res) => {
  const [made] = await db.insert(keepers).values({ ...req.body, name: "guest" }).returning();
  res.status(201).json(made);
});
// Made to be public; asked for by another server; only whether it is there.
app.get("/api/map/config", (_req, res) => res.json({ mapsKey: process.env.GOOGLE_MAPS_API_KEY }));
app.post("/api/internal/keys", (req, res) => {
  if (req.headers["x-internal"] !== process.env.INTERNAL_SECRET) return res.status(401).end();
  res.json({ apiKey: process.env.ELEVENLABS_API_KEY });
});
app.get("/api/health", (_req, res) => res.json({ speechKey: Boolean(process.env.ELEVENLABS_API_KEY) }));
app.listen(3000);
