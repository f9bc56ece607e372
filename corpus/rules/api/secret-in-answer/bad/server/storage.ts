import { eq } from "drizzle-orm";
import { keepers } from "../shared/schema";
import { db } from "./db";

export async function keeper(id: string) {
  const [found] = await db.select().from(keepers).where(eq(keepers.id, id));
  if (!found) return undefined;
  return { ...found, badges: [] };
}
