import express from "express";
import pg from "pg";

const db = new pg.Pool({ connectionString: process.env.DATABASE_URL });
const app = express();
app.use(express.json());
app.post("/signup", async (req, res) => {
  await db.query("insert into users (email, password) values ($1, $2)", [req.body.email, req.body.password]); // expect: auth/plaintext-password
  res.status(204).end();
});
app.post("/login", async (req, res) => {
  const { rows } = await db.query("select * from users where email = $1", [req.body.email]);
  if (rows[0]?.password !== req.body.password) return res.status(401).end(); // expect: auth/plaintext-password
  res.status(204).end();
});
app.listen(3000);
