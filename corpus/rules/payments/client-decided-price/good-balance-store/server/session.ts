import type { Request } from "express";
import jwt from "jsonwebtoken";

export async function whoCalls(req: Request): Promise<string | null> {
  const token = req.headers.authorization?.replace("Bearer ", "") ?? "";
  try {
    const held = jwt.verify(token, process.env.JWT_SECRET!) as { sub: string };
    return held.sub;
  } catch {
    return null;
  }
}
