import { db } from "../../../lib/db";

// A lowest value alone lets through what is no number.
// answers: validated=no
export async function POST(request: Request) {
  const body = await request.json();
  const count = Math.max(1, Number(body.count));
  const { error } = await db.from("looms").insert({ count });
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}

// answers: validated=yes
export async function PUT(request: Request) {
  const body = await request.json();
  const count = Math.max(1, Math.min(50, Number(body.count)));
  const offset = Math.max(Number(body.offset) || 0, 0);
  const { error } = await db.from("looms").insert({ count, offset });
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}

// The bound stands in one arm; the other takes any number.
// answers: validated=no
export async function PATCH(request: Request) {
  const body = await request.json();
  const weeks = parseInt(body.weeks) || 4;
  const most = Number(process.env.MOST_WEEKS);
  const used = most === -1 ? weeks : Math.min(weeks, most);
  const { error } = await db.from("looms").insert({ weeks: used });
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}
