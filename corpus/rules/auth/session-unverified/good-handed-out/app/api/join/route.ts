import { createAccounts } from "@harbour/accounts";
import pg from "pg";

const db = new pg.Pool({ connectionString: process.env.DATABASE_URL });
const accounts = createAccounts();

// The token comes from the service that signs it, a moment ago.
export async function POST(request: Request) {
  const { email, password } = await request.json();
  const answer = await fetch(`${process.env.ACCOUNTS_URL}/join`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  if (!answer.ok) return Response.json({ error: "not now" }, { status: 400 });
  const joined = await answer.json();
  const token = joined.accessToken || joined.access_token;
  const claims = JSON.parse(Buffer.from(token.split(".")[1], "base64").toString("utf-8"));
  await db.query("insert into berth_holders (id, email) values ($1, $2)", [claims.sub, email]);
  return Response.json({ ok: true });
}

export async function PUT(request: Request) {
  const { email, password } = await request.json();
  const { data } = await accounts.signUp({ email, password });
  const [, part] = data.token.split(".");
  const claims = JSON.parse(atob(part));
  await db.query("update berth_holders set account = $1 where email = $2", [claims.sub, email]);
  return Response.json({ ok: true });
}
