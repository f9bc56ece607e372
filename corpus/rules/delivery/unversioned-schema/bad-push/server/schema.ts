import { pgTable, text } from "drizzle-orm/pg-core";

export const moorings = pgTable("moorings", { id: text("id").primaryKey() });
