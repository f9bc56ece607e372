import bcrypt from "bcrypt";
import express from "express";
import pg from "pg";

const db = new pg.Pool({ connectionString: process.env.DATABASE_URL });
const app = express();
app.use(express.json());
app.post("/signup", async (req, res) => {
  const { email, password, repeated } = req.body;
  if (password !== repeated) return res.status(400).end();
  await db.query("insert into users (email, password) values ($1, $2)", [email, await bcrypt.hash(password, 12)]);
  res.status(204).end();
});
app.post("/login", async (req, res) => {
  const { rows } = await db.query("select * from users where email = $1", [req.body.email]);
  if (!rows[0] || !(await bcrypt.compare(req.body.password, rows[0].password))) return res.status(401).end();
  res.status(204).end();
});
app.listen(3000);
