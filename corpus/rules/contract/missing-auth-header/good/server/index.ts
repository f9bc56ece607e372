import { createClient } from "@supabase/supabase-js";
import express, { type NextFunction, type Request, type Response } from "express";

const admin = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);

async function requireUser(req: Request, res: Response, next: NextFunction) {
  const token = req.headers.authorization?.slice(7);
  if (!token) return res.status(401).end();
  const { data, error } = await admin.auth.getUser(token);
  if (error || !data.user) return res.status(401).end();
  return next();
}

const app = express();
app.get("/api/orders", requireUser, (_req, res) => res.json([]));
app.get("/api/shops/:id/report", requireUser, (_req, res) => res.json({ count: 1 }));
app.get("/api/hours", (_req, res) => res.json([]));
app.listen(3000);
