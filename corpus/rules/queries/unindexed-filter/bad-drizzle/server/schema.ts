import { index, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

export const farms = pgTable("farms", { id: uuid("id").primaryKey().defaultRandom(), region: text("region").notNull() });

export const crates = pgTable(
  "crates",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    farmId: uuid("farm_id").notNull().references(() => farms.id),
    buyerId: uuid("buyer_id"),
    packedAt: timestamp("packed_at").defaultNow(),
  },
  (table) => [index("crates_farm").on(table.farmId)],
);
