import express from "express";
import { db } from "./db";
import { isAuthenticated } from "./session";

const app = express();
app.use(express.json());
const router = express.Router();
router.delete("/users/me", async (req, res) => {
  await db.query("delete from users where id = $1", [req.session.userId]);
  res.status(204).end();
});
app.use("/api", isAuthenticated, router);
app.post("/admin/close", async (req, res) => {
  if (!req.session?.userId) return res.status(401).end();
  await db.query("update shops set is_open = false where owner_id = $1", [req.session.userId]);
  res.status(204).end();
});
app.listen(3000);
