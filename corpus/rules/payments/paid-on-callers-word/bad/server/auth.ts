import type { NextFunction, Request, Response } from "express";
import jwt from "jsonwebtoken";

export function requireBuyer(req: Request & { userId?: string }, res: Response, next: NextFunction) {
  const token = req.headers.authorization?.replace("Bearer ", "") ?? "";
  try {
    const claims = jwt.verify(token, process.env.JWT_SECRET!) as { sub: string };
    req.userId = claims.sub;
  } catch {
    return res.status(401).end();
  }
  next();
}
