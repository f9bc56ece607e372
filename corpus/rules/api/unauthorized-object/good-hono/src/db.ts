import { drizzle } from "drizzle-orm/postgres-js";
import { boolean, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import postgres from "postgres";

export const potters = pgTable("potters", {
  id: uuid("id").primaryKey(),
  email: text("email").notNull().unique(),
  password_hash: text("password_hash").notNull(),
});

export const firings = pgTable("firings", {
  id: uuid("id").primaryKey(),
  owner_id: uuid("owner_id").notNull().references(() => potters.id),
  celsius: integer("celsius").notNull(),
  done: boolean("done").notNull(),
});

export const db = drizzle(postgres(process.env.DATABASE_URL!));
