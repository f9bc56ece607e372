import { and, desc, eq } from "drizzle-orm";
import { orders, products, users, type InsertProduct, type Product } from "@shared/schema";
import { db } from "./db";

export const storage = {
  async findUser(email: string) {
    const [user] = await db.select().from(users).where(eq(users.email, email)).limit(1);
    return user;
  },

  async createUser(email: string, password: string) {
    const [user] = await db.insert(users).values({ email, password }).returning();
    return user;
  },

  async products(): Promise<Product[]> {
    // expect: queries/unbounded-read
    return db.select().from(products);
  },

  async createProduct(product: InsertProduct) {
    const [created] = await db.insert(products).values(product).returning();
    return created;
  },

  async ordersOf(userId: string) {
    return db.select().from(orders).where(eq(orders.userId, userId)).orderBy(desc(orders.createdAt)).limit(50);
  },

  async orderOf(userId: string, id: string) {
    const [order] = await db
      .select()
      .from(orders)
      .where(and(eq(orders.id, id), eq(orders.userId, userId)))
      .limit(1);
    return order;
  },

  async takeFromStock(productId: string, quantity: number) {
    const [product] = await db.select().from(products).where(eq(products.id, productId)).limit(1);
    if (!product || product.stock < quantity) return false;
    // expect: payments/check-then-write
    await db
      .update(products)
      .set({ stock: product.stock - quantity })
      .where(eq(products.id, productId));
    return true;
  },

  async createOrder(userId: string, productId: string) {
    const [order] = await db.insert(orders).values({ userId, productId }).returning();
    return order;
  },
};
