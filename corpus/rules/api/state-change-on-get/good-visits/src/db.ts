import { drizzle } from "drizzle-orm/postgres-js";
import { integer, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import postgres from "postgres";

export const posters = pgTable("posters", {
  id: uuid("id").primaryKey(),
  target: text("target").notNull(),
  scans: integer("scans").notNull(),
  price_cents: integer("price_cents").notNull(),
});

export const posterScans = pgTable("qr_scans", {
  poster_id: uuid("poster_id").notNull().references(() => posters.id),
  agent: text("agent"),
  note: text("note"),
  at: timestamp("at").notNull(),
});

export const db = drizzle(postgres(process.env.DATABASE_URL!));
