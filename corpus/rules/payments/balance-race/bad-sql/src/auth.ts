import type { NextFunction, Request, Response } from "express";
import jwt from "jsonwebtoken";

export function requireClerk(req: Request, res: Response, next: NextFunction) {
  const token = req.headers.authorization?.replace("Bearer ", "") ?? "";
  try {
    jwt.verify(token, process.env.JWT_SECRET!);
  } catch {
    return res.status(401).end();
  }
  next();
}
