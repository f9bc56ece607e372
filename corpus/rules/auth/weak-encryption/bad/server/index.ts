import express from "express";
import { encryptPin, memberRow, sealNote } from "./vault";

const app = express();
app.use(express.json());
app.post("/notes", (req, res) => {
  res.json({ note: sealNote(req.body.note), pin: encryptPin(req.body.pin), row: memberRow(req.body) });
});
app.listen(3000);
