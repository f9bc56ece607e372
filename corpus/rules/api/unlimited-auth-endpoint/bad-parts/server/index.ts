import express from "express";
import { createCode } from "./accounts";

const app = express();
app.use(express.json());
app.post("/api/password/reset", async (req, res) => { // expect: api/unlimited-auth-endpoint
  await createCode(String(req.body.email));
  res.status(204).end();
});
app.listen(3000);
