import { randomInt } from "node:crypto";
import pg from "pg";

const db = new pg.Pool({ connectionString: process.env.DATABASE_URL });

export async function createCode(email: string) {
  await db.query("insert into codes (email, code) values ($1, $2)", [email, randomInt(100_000, 1_000_000)]);
}
