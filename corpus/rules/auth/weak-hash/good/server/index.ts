import express from "express";
import { etag, hashPassword, hashToken } from "./passwords";

const app = express();
app.use(express.json());
app.post("/signup", async (req, res) => {
  const hash = await hashPassword(req.body.password, crypto.randomUUID());
  res.setHeader("etag", etag(hash)).json({ token: hashToken(hash).length });
});
app.listen(3000);
