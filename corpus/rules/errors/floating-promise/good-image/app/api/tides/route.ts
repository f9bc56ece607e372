import { NextResponse } from "next/server";

async function warmCache(port: string) {
  try {
    await fetch(`https://tides.example/ports/${port}`);
  } catch (error) {
    console.error("not warmed", error);
  }
}

// The server of this image lives on, and what it has begun comes to its end.
export async function POST(request: Request) {
  const { port } = await request.json();
  warmCache(port);
  return NextResponse.json({ ok: true });
}
