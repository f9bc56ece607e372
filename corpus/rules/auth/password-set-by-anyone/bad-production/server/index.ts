import bcrypt from "bcryptjs";
import express from "express";
import pg from "pg";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
const app = express();
app.use(express.json());

app.post("/api/staff/password", async (req, res) => {
  const hash = await bcrypt.hash(req.body.password, 12);
  await pool.query("update clerks set password_hash = $1 where email = $2", [hash, req.body.email]); // expect: auth/password-set-by-anyone
  // Too late: the password is set.
  if (process.env.NODE_ENV === "production") return res.status(404).json({ error: "Not here" });
  res.status(204).end();
});

app.listen(3000);
