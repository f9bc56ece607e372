import type { Express, RequestHandler } from "express";
import { db } from "../db";

export function registerCranes(app: Express, guard: RequestHandler) {
  app.post("/api/cranes/:id/book", guard, async (req, res) => {
    await db.query("update cranes set booked_by = $2 where id = $1 and booked_by is null", [
      req.params.id,
      req.session.userId,
    ]);
    res.status(204).end();
  });
}
