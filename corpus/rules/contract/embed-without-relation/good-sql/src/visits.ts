import postgres from "postgres";

const sql = postgres(process.env.DATABASE_URL ?? "");

export async function first() {
  return await sql`select o.id from visits o left join visitors c on c.code = o.code where c.id is null limit 20`;
}
