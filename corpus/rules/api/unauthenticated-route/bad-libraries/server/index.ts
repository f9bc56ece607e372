import express from "express";
import { expressjwt } from "express-jwt";
import { db } from "./db";

const app = express();
app.use(express.json());
// A token is read where there is one, and strangers pass.
app.use(expressjwt({ secret: process.env.JWT_SECRET, algorithms: ["HS256"], credentialsRequired: false }));
// expect: api/unauthenticated-route
app.post("/boats/close", async (req, res) => {
  await db.query("delete from boats where id = $1", [req.body.id]);
  res.status(204).end();
});
app.listen(3000);
