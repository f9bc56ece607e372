import express from "express";
import session from "express-session";
import { db } from "./db";

const app = express();
app.use(express.json());
app.use(session({ secret: process.env.SESSION_SECRET!, resave: false, saveUninitialized: false }));

// Without a session it is the first club that the berth is taken for.
app.post("/api/berths", async (req, res) => { // expect: api/unauthenticated-route
  const held = req.session as any;
  const clubId = held?.clubId || "club-1";
  const found = await db.query("select id from clubs where id = $1", [clubId]);
  if (!found.rows[0]) return res.status(403).json({ error: "no such club" });
  await db.query("update berths set club_id = $1 where id = $2", [clubId, req.body.berth]);
  res.status(204).end();
});
app.listen(3000);
