import { drizzle } from "drizzle-orm/postgres-js";
import { pgTable, text, uuid } from "drizzle-orm/pg-core";
import postgres from "postgres";

export const printers = pgTable("printers", {
  id: uuid("id").primaryKey(),
  email: text("email").notNull().unique(),
  password_hash: text("password_hash").notNull(),
});

export const db = drizzle(postgres(process.env.DATABASE_URL!));
