import { eq } from "drizzle-orm";

import { boats, db, lamps } from "./db";

export const storage = {
  async renameBoat(id: string, name: string) {
    const [boat] = await db.update(boats).set({ name }).where(eq(boats.id, id)).returning(); // expect: api/unauthorized-object
    return boat;
  },
  async dimLamp(id: string, watts: number) {
    const [lamp] = await db.update(lamps).set({ watts }).where(eq(lamps.id, id)).returning();
    return lamp;
  },
};
