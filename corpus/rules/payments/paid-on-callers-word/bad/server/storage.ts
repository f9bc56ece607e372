import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { Pool } from "pg";
import { payments, subscriptions, users } from "./schema";

export const db = drizzle(new Pool({ connectionString: process.env.DATABASE_URL }));

class Storage {
  async updatePayment(id: string, changes: Partial<typeof payments.$inferInsert>) {
    await db.update(payments).set(changes).where(eq(payments.id, id)); // expect: payments/paid-on-callers-word
  }

  async updateSubscription(userId: string, changes: Partial<typeof subscriptions.$inferInsert>) {
    await db.update(subscriptions).set({ ...changes }).where(eq(subscriptions.userId, userId)); // expect: payments/paid-on-callers-word
  }

  async creditsOf(id: string) {
    const [user] = await db.select({ credits: users.credits }).from(users).where(eq(users.id, id));
    return user?.credits ?? 0;
  }
}

export const storage = new Storage();
