import { integer, pgTable, text, uuid } from "drizzle-orm/pg-core";

export const payments = pgTable("payments", {
  id: uuid("id").primaryKey(),
  userId: uuid("user_id").notNull(),
  status: text("status").notNull(),
  razorpayPaymentId: text("razorpay_payment_id"),
});

export const subscriptions = pgTable("subscriptions", {
  id: uuid("id").primaryKey(),
  userId: uuid("user_id").notNull(),
  planId: text("plan_id").notNull(),
  status: text("status").notNull(),
});

export const users = pgTable("users", {
  id: uuid("id").primaryKey(),
  name: text("name"),
  credits: integer("credits").notNull(),
});

export const plans = pgTable("plans", {
  id: text("id").primaryKey(),
  price: integer("price").notNull(),
  credits: integer("credits").notNull(),
});
