import { NextResponse } from "next/server";
import { caller } from "../../../lib/server";

export async function GET() {
  const { db, user } = await caller();
  if (!user) return NextResponse.json({ error: "sign in" }, { status: 401 });
  const { data, error } = await db.from("notes").select("id, body").eq("owner", user.id).limit(50);
  if (error) return NextResponse.json({ error: "try again" }, { status: 500 });
  return NextResponse.json(data);
}
