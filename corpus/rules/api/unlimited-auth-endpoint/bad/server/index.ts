import express from "express";
import { checkPassword, createCode } from "./accounts";

const app = express();
app.use(express.json());
app.post("/api/login", async (req, res) => { // expect: api/unlimited-auth-endpoint
  const ok = await checkPassword(String(req.body.email), String(req.body.password));
  res.status(ok ? 200 : 401).end();
});
app.post("/api/reset-password", async (req, res) => { // expect: api/unlimited-auth-endpoint
  await createCode(String(req.body.email));
  res.status(204).end();
});
app.listen(3000);
