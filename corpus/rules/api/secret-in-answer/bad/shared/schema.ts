import { pgTable, text, uuid } from "drizzle-orm/pg-core";

export const keepers = pgTable("keepers", {
  id: uuid("id").primaryKey().defaultRandom(),
  name: text("name").notNull(),
  passwordHash: text("password_hash").notNull(),
});
