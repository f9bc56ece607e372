import { errorResponse, PublicError } from "./errors.ts";
import { required } from "./env.ts";
import { log } from "./log.ts";

type Handler = (request: Request, requestId: string) => Promise<Response>;

/** Wraps a handler that browsers call: one allowed origin, POST only, a request id, one way to fail. */
export function serveBrowser(name: string, handler: Handler) {
  const origin = required("APP_URL");
  const cors = {
    "access-control-allow-origin": origin,
    "access-control-allow-headers": "authorization, apikey, content-type, x-client-info",
    "access-control-allow-methods": "POST",
    vary: "origin",
  };
  serve(name, async (request, requestId) => {
    if (request.method === "OPTIONS") return new Response(null, { status: 204 });
    if (request.method !== "POST") throw new PublicError(405, "Method not allowed");
    return await handler(request, requestId);
  }, cors);
}

/** Wraps any handler: a request id in the log and in the answer, and errors become responses in one place. */
export function serve(name: string, handler: Handler, headers: Record<string, string> = {}) {
  Deno.serve(async (request) => {
    const requestId = crypto.randomUUID();
    const started = Date.now();
    let response: Response;
    try {
      response = await handler(request, requestId);
    } catch (error) {
      response = await errorResponse(error, requestId);
    }
    for (const [key, value] of Object.entries(headers)) response.headers.set(key, value);
    response.headers.set("x-request-id", requestId);
    log.info("request", { name, requestId, status: response.status, ms: Date.now() - started });
    return response;
  });
}
