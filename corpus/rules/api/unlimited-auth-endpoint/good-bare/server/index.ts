import express from "express";
import { db } from "./db";

const app = express();
app.use(express.json());
// Nothing that is secret is asked for: there is nothing to guess.
app.post("/api/login", async (req, res) => {
  const { email, password } = req.body;
  if (!email || !password) return res.status(400).end();
  const { rows } = await db.query("select id from users where email = $1", [email]);
  res.json({ known: rows.length > 0 });
});
app.listen(3000);
