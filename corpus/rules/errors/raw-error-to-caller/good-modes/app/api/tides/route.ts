import { NextResponse } from "next/server";

import { admin, answerOf, TideError } from "../../../lib/answers";

export async function GET() {
  try {
    const { data, error } = await admin.from("tides").select("id, height").limit(20);
    if (error) throw error;
    if (data.length === 0) throw new TideError("No tides today");
    return NextResponse.json(data);
  } catch (error) {
    const { status, message } = answerOf(error);
    return NextResponse.json({ error: message }, { status });
  }
}
