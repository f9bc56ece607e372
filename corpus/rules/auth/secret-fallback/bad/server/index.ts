import express from "express";
import jwt from "jsonwebtoken";

const secret = process.env.JWT_SECRET || "change-me-later"; // expect: auth/secret-fallback
const { ENCRYPTION_KEY = "0123456789abcdef" } = process.env; // expect: auth/secret-fallback
const chatSecret = process.env.CHAT_SIGNING_SECRET ?? "unused"; // expect: auth/secret-fallback
const sign = (given?: string) => given || process.env.LINK_SECRET || "links-of-the-workshop"; // expect: auth/secret-fallback
const mailSecret = process.env.MAIL_SECRET ?? process.env.APP_SECRET ?? "mails-of-the-workshop"; // expect: auth/secret-fallback

const app = express();
app.get("/token", (_req, res) => {
  res.json({ token: jwt.sign({ scope: "read" }, secret), cipher: ENCRYPTION_KEY.length + chatSecret.length + sign().length + mailSecret.length });
});
app.listen(3000);
