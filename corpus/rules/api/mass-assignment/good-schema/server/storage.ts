import { eq } from "drizzle-orm";

import { type InsertUser, users } from "../shared/schema";
import { db } from "./db";

export class Storage {
  async createUser(data: InsertUser) {
    const [user] = await db.insert(users).values(data).returning({ id: users.id });
    return user;
  }

  async updateUser(id: number, data: Partial<InsertUser>) {
    await db.update(users).set(data).where(eq(users.id, id));
  }
}

export const storage = new Storage();
