import { integer, pgTable, serial, text } from "drizzle-orm/pg-core";
import { createInsertSchema } from "drizzle-zod";
import { z } from "zod";

export const users = pgTable("users", {
  id: serial("id").primaryKey(),
  email: text("email").notNull(),
  passwordHash: text("password_hash").notNull(),
  role: text("role").notNull().default("herder"),
  credits: integer("credits").notNull().default(0),
});

export const insertUser = createInsertSchema(users).omit({ id: true, role: true, credits: true });
export const profile = z.object({ email: z.string().email() }).strict();

export type InsertUser = z.infer<typeof insertUser>;
