import express from "express";
import { basicHeader, encryptLine, encryptNote, encryptSeal, invoiceNumber, readEncryptionKey } from "./vault";

const app = express();
app.use(express.json());
app.post("/notes", async (req, res) => {
  const key = await readEncryptionKey();
  res.json({ note: encryptNote(req.body.note), seal: await encryptSeal(req.body.note, key as never), n: invoiceNumber(7), h: basicHeader("a"), l: await encryptLine("l", key as never) });
});
app.listen(3000);
