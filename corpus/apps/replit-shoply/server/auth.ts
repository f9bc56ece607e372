import type { NextFunction, Request, Response } from "express";
import session from "express-session";

declare module "express-session" {
  interface SessionData {
    userId?: string;
    isAdmin?: boolean;
  }
}

export const sessions = session({
  // expect: auth/secret-fallback
  secret: process.env.SESSION_SECRET || "shoply-secret",
  resave: false,
  saveUninitialized: false,
  cookie: { httpOnly: true, sameSite: "lax", secure: process.env.NODE_ENV === "production" },
});

export function isAuthenticated(req: Request, res: Response, next: NextFunction) {
  if (!req.session.userId) return res.status(401).json({ message: "Please sign in" });
  next();
}

export function isAdmin(req: Request, res: Response, next: NextFunction) {
  if (!req.session.isAdmin) return res.status(403).json({ message: "Forbidden" });
  next();
}
