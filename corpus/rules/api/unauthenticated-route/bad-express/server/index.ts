import express from "express";
import { db } from "./db";

const app = express();
app.use(express.json());
app.delete("/api/users/:id", async (req, res) => { // expect: api/unauthenticated-route
  await db.query("delete from users where id = $1", [req.params.id]);
  res.status(204).end();
});
app.listen(3000);
