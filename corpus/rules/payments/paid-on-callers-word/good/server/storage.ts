import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { Pool } from "pg";
import { payments, plans, subscriptions } from "./schema";

export const db = drizzle(new Pool({ connectionString: process.env.DATABASE_URL }));

class Storage {
  async updatePayment(id: string, changes: Partial<typeof payments.$inferInsert>) {
    await db.update(payments).set(changes).where(eq(payments.id, id));
  }

  async updateSubscription(userId: string, changes: Partial<typeof subscriptions.$inferInsert>) {
    await db.update(subscriptions).set({ ...changes }).where(eq(subscriptions.userId, userId));
  }

  async plan(id: string) {
    const [plan] = await db.select().from(plans).where(eq(plans.id, id));
    return plan;
  }
}

export const storage = new Storage();
