import type { NextFunction, Request, Response } from "express";
import jwt from "jsonwebtoken";

// The role goes along with the rest, and nobody asks for it.
export function needsUser(req: Request & { user?: { id: string; role: string } }, res: Response, next: NextFunction) {
  try {
    const token = jwt.verify((req.headers.authorization ?? "").slice(7), process.env.JWT_SECRET!) as { sub: string; role: string };
    console.log("in", { id: token.sub, role: token.role });
    req.user = { id: token.sub, role: token.role };
    next();
  } catch (error) {
    console.error(error);
    res.status(401).json({ error: "Unauthorized" });
  }
}
