import express from "express";
import session from "express-session";
import { db } from "./db";

const app = express();
app.use(express.json());
app.use(session({ secret: process.env.SESSION_SECRET!, resave: false, saveUninitialized: false }));

// Who has no role is a guest, and guests are turned away.
app.post("/api/berths", async (req, res) => {
  const held = req.session as any;
  const role = held?.role || "guest";
  if (role !== "harbourmaster") return res.status(403).json({ error: "not for you" });
  await db.query("update berths set club_id = $1 where id = $2", [req.body.club, req.body.berth]);
  res.status(204).end();
});
app.listen(3000);
