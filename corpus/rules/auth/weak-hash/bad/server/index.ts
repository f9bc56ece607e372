import express from "express";
import { hashPassword } from "./passwords";

const app = express();
app.use(express.json());
app.post("/signup", (req, res) => res.json({ hash: hashPassword(req.body.password).length }));
app.listen(3000);
