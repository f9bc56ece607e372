import bcrypt from "bcrypt";
import { randomInt } from "node:crypto";
import pg from "pg";

const db = new pg.Pool({ connectionString: process.env.DATABASE_URL });

export async function checkPassword(email: string, password: string) {
  const { rows } = await db.query("select password_hash from users where email = $1", [email]);
  return rows.length > 0 && bcrypt.compare(password, rows[0].password_hash);
}

export async function createCode(email: string) {
  await db.query("insert into codes (email, code) values ($1, $2)", [email, randomInt(100_000, 1_000_000)]);
}
