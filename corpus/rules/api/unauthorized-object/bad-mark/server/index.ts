import express from "express";
import session from "express-session";
import pg from "pg";

const db = new pg.Pool({ connectionString: process.env.DATABASE_URL });
const app = express();
app.use(express.json());
app.use(session({ secret: process.env.SESSION_SECRET!, resave: false, saveUninitialized: false }));

// A mark that stands in the statement itself.
app.post("/api/voyages/:id/postpone", async (req, res) => {
  const held = req.session as any;
  if (!held.userId) return res.status(401).end();
  await db.query("update voyages set state = 'postponed', updated_at = now() where id = $1", [req.params.id]); // expect: api/unauthorized-object
  res.status(204).end();
});
app.listen(3000);
