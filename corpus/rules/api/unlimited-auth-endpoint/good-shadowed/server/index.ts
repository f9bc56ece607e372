import express from "express";
import { rateLimit } from "express-rate-limit";
import { checkPassword } from "./accounts";

const app = express();
app.use(express.json());
app.post("/api/login", rateLimit({ windowMs: 60_000, limit: 10 }), async (req, res) => {
  const ok = await checkPassword(String(req.body.email), String(req.body.password));
  res.status(ok ? 200 : 401).end();
});
// The one above answers in its place.
app.post("/api/login", async (req, res) => {
  const ok = await checkPassword(String(req.body.name), String(req.body.password));
  res.status(ok ? 200 : 401).end();
});
app.listen(3000);
