import { drizzle } from "drizzle-orm/node-postgres";
import { integer, pgTable, serial, text } from "drizzle-orm/pg-core";
import pg from "pg";

export const boats = pgTable("boats", {
  id: serial("id").primaryKey(),
  ownerId: text("owner_id").notNull(),
  name: text("name").notNull(),
  berth: text("berth"),
});

export const sailors = pgTable("sailors", {
  id: serial("id").primaryKey(),
  companyId: text("company_id").notNull(),
  phone: text("phone"),
});

// Nobody's rows: the harbour has one list of lamps.
export const lamps = pgTable("lamps", { id: serial("id").primaryKey(), watts: integer("watts") });

export const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
export const db = drizzle(pool);
