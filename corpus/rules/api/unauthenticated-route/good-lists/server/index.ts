import express from "express";
import { db } from "./db";
import { needsRole, staffOnly } from "./guards";

const app = express();
app.use(express.json());

app.post("/shops/close", needsRole("owner"), async (req, res) => {
  await db.query("update shops set is_open = false where owner_id = $1", [req.session.userId]);
  res.status(204).end();
});

app.post("/shops/open", ...staffOnly, async (req, res) => {
  await db.query("update shops set is_open = true where owner_id = $1", [req.session.userId]);
  res.status(204).end();
});

app.listen(3000);
