import express from "express";
import { db } from "./db";

const app = express();
app.use(express.json());

app.get("/api/users", async (_req, res) => {
  const { rows } = await db.query("select id, email, phone from users");
  res.json(rows);
});

app.post("/api/users", async (req, res) => {
  await db.query("insert into users (email) values ($1)", [req.body.email]);
  res.status(201).end();
});

// What it reads only decides; nothing of it is in the answer.
app.get("/api/users/taken", async (req, res) => {
  const { rows } = await db.query("select id, email from users where email = $1", [req.query.email]);
  res.json({ taken: rows.length > 0 });
});

app.delete("/api/users/:id", async (req, res) => { // expect: api/unauthenticated-route
  await db.query("delete from users where id = $1", [req.params.id]);
  res.status(204).end();
});

app.listen(3000);
