import { integer, pgTable, text } from "drizzle-orm/pg-core";

export const wallets = pgTable("wallets", {
  id: text("id").primaryKey(),
  storeCredits: integer("store_credits").notNull(),
});
