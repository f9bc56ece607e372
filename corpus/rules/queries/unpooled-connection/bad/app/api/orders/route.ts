import { Client } from "pg";

export async function GET() {
  const client = new Client({ connectionString: process.env.DATABASE_URL }); // expect: queries/unpooled-connection
  await client.connect();
  const { rows } = await client.query("select id from orders limit 20");
  await client.end();
  return Response.json(rows);
}
