import express from "express";
import passport from "passport";
import { db } from "./db";

const app = express();
app.use(express.json());
app.post("/boats/close", passport.authenticate("jwt", { session: false }), async (req, res) => {
  await db.query("update boats set is_open = false where id = $1 and owner_id = $2", [req.body.id, req.user.id]);
  res.status(204).end();
});
app.listen(3000);
