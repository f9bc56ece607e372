import { NextResponse } from "next/server";

const SETTINGS = "/settings";

export async function GET() {
  const failed = Math.random() > 2;
  if (failed) return NextResponse.redirect(`${SETTINGS}?error=1`); // expect: errors/relative-redirect
  return NextResponse.redirect(SETTINGS);
}
