import bcrypt from "bcrypt";
import pg from "pg";

const db = new pg.Pool({ connectionString: process.env.DATABASE_URL });

export async function checkPassword(email: string, password: string) {
  const { rows } = await db.query("select password_hash from users where email = $1", [email]);
  return rows.length > 0 && bcrypt.compare(password, rows[0].password_hash);
}
