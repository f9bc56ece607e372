import express from "express";
import bcrypt from "bcrypt";
import { findKeeper, openSession } from "./keepers";

const app = express();
app.post("/api/signin", async (req, res) => {
  const { email, password } = req.body;
  if (!email || !password) return res.status(400).end();
  const keeper = await findKeeper(email);
  if (!keeper) return res.status(401).end();
  res.json({ session: await openSession(keeper.id) });
});
// The one that compares the password.
app.post("/api/signin", async (req, res) => { // expect: api/shadowed-route
  const { email, password } = req.body;
  const keeper = await findKeeper(email);
  if (!keeper || !(await bcrypt.compare(password, keeper.passwordHash))) return res.status(401).end();
  res.json({ session: await openSession(keeper.id) });
});
app.listen(3000);
