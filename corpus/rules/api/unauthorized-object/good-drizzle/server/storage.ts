import { and, eq } from "drizzle-orm";

import { boats, db, lamps } from "./db";

export const storage = {
  async boat(id: string) {
    const [boat] = await db.select().from(boats).where(eq(boats.id, id));
    return boat;
  },
  async renameBoat(id: string, owner: string, name: string) {
    const [boat] = await db.update(boats).set({ name }).where(and(eq(boats.id, id), eq(boats.ownerId, owner))).returning();
    return boat;
  },
  async dimLamp(id: string, watts: number) {
    const [lamp] = await db.update(lamps).set({ watts }).where(eq(lamps.id, id)).returning();
    return lamp;
  },
};
