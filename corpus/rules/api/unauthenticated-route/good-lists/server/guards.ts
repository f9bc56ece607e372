import type { NextFunction, Request, Response } from "express";
import { db } from "./db";

function needsUser(req: Request, res: Response, next: NextFunction) {
  if (!req.session.userId) return res.status(401).end();
  next();
}

export const staffOnly = [needsUser];

export function needsRole(...roles: string[]) {
  return [
    needsUser,
    async (req: Request, res: Response, next: NextFunction) => {
      const { rows } = await db.query("select role from members where id = $1", [req.session.userId]);
      if (!roles.includes(rows[0]?.role)) return res.status(403).end();
      next();
    },
  ];
}
