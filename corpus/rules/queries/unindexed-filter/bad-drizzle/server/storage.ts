import { and, desc, eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { Pool } from "pg";
import { crates, farms } from "./schema";

const db = drizzle(new Pool());

export class Storage {
  async ofFarm(farmId: string) {
    return db.select().from(crates).where(and(eq(crates.farmId, farmId))).orderBy(desc(crates.packedAt));
  }

  async ofBuyer(buyerId: string) {
    return db.select().from(crates).where(eq(crates.buyerId, buyerId)); // expect: queries/unindexed-filter
  }

  async farm(id: string) {
    return db.query.farms.findFirst({ where: eq(farms.id, id) });
  }
}
