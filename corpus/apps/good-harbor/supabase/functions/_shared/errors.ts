import * as Sentry from "@sentry/deno";
import { ZodError } from "zod";
import { log } from "./log.ts";

Sentry.init({ dsn: Deno.env.get("SENTRY_DSN"), environment: Deno.env.get("APP_ENVIRONMENT") ?? "production" });

/** An error whose message is meant for the caller. */
export class PublicError extends Error {
  constructor(readonly status: number, message: string, readonly headers: Record<string, string> = {}) {
    super(message);
  }
}

/** The only place where errors become responses: internals go to the log and to Sentry, not to the caller. */
export async function errorResponse(error: unknown, requestId: string): Promise<Response> {
  if (error instanceof PublicError) {
    return Response.json({ error: error.message, requestId }, { status: error.status, headers: error.headers });
  }
  if (error instanceof ZodError) {
    return Response.json({ error: "Please check your input", issues: error.flatten(), requestId }, { status: 400 });
  }
  log.error("request failed", { requestId, reason: error instanceof Error ? error.message : String(error) });
  Sentry.captureException(error, { tags: { requestId } });
  await Sentry.flush(2000);
  return Response.json({ error: "Something went wrong", requestId }, { status: 500 });
}
