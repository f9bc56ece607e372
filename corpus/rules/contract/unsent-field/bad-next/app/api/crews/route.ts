import { NextResponse } from "next/server";
import { CrewSchema } from "../../../lib/schemas";

export async function POST(request: Request) {
  try {
    const crew = CrewSchema.parse(await request.json());
    return NextResponse.json(crew);
  } catch {
    return NextResponse.json({ error: "bad crew" }, { status: 400 });
  }
}
