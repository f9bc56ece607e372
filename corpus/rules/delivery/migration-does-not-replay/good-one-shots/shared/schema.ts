import { pgTable, text, uuid } from "drizzle-orm/pg-core";

export const boats = pgTable("boats", { id: uuid("id").primaryKey(), berth: text("berth") });
