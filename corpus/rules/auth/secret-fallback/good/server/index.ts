import express from "express";
import jwt from "jsonwebtoken";

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

const secret = required("JWT_SECRET");
const host = process.env.HOST || "0.0.0.0";
const tokenTtl = process.env.TOKEN_TTL ?? "15m";
const supabaseKey = process.env.SUPABASE_ANON_KEY ?? "";

const app = express();
app.get("/token", (_req, res) => {
  res.json({ token: jwt.sign({ scope: "read" }, secret, { expiresIn: tokenTtl }), key: supabaseKey });
});
app.listen(3000, host);
