import { createClient } from "@supabase/supabase-js";

export const admin = createClient(process.env.NEXT_PUBLIC_SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);

export class TideError extends Error {}

// In production only what was written for callers goes out.
export function answerOf(error: unknown): { status: number; message: string } {
  if (error instanceof TideError) return { status: 409, message: error.message };
  if (error instanceof Error) {
    console.error(error);
    return { status: 500, message: process.env.NODE_ENV === "production" ? "Something failed" : error.message };
  }
  return { status: 500, message: "Something failed" };
}
