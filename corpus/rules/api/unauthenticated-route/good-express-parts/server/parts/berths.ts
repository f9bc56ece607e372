import { Router } from "express";
import { db } from "../db";

const router = Router();

router.delete("/:id", async (req, res) => {
  await db.query("delete from berths where id = $1 and owner_id = $2", [req.params.id, req.session.userId]);
  res.status(204).end();
});

// What stands before the handlers comes in as a parameter.
export function registerBerths(app: any, guard: any) {
  app.use("/api/berths", guard, router);
}
