import type { NextFunction, Request, Response } from "express";

export function signedIn(req: Request, res: Response, next: NextFunction) {
  if (!req.session.userId) return res.status(401).end();
  next();
}
