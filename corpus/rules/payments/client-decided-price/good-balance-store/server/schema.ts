import { numeric, pgTable, text } from "drizzle-orm/pg-core";

export const bills = pgTable("bills", { id: text("id").primaryKey(), holder: text("holder"), due: numeric("due") });
