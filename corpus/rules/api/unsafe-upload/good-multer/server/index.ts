import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import express from "express";
import multer from "multer";

const s3 = new S3Client({});
const app = express();
const files = multer({ storage: multer.memoryStorage(), limits: { fileSize: 2_000_000 } });

// What reads the request takes no larger ones.
app.post("/posters", files.single("poster"), async (req, res) => {
  await s3.send(new PutObjectCommand({ Bucket: "posters", Key: crypto.randomUUID(), Body: req.file.buffer }));
  res.status(204).end();
});
app.listen(3000);
