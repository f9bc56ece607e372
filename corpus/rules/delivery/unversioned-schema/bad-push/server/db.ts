import { drizzle } from "drizzle-orm/node-postgres";
import { moorings } from "./schema";

export const db = drizzle(process.env.DATABASE_URL!);

export const all = () => db.select().from(moorings).limit(20);
