import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { bills } from "./schema";

const db = drizzle(process.env.DATABASE_URL!);

interface Store {
  complete(id: string, paid: number): Promise<void>;
}

class DatabaseStore implements Store {
  async complete(id: string, paid: number) {
    return db.transaction(async (tx) => {
      const [bill] = await tx.select().from(bills).where(eq(bills.id, id));
      await tx.update(bills).set({ due: String(Number(bill.due) - paid) }).where(eq(bills.id, id));
    });
  }
}

export const store = new DatabaseStore();
