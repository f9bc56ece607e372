import type { Handler } from "@netlify/functions";
import { db } from "../lib/db";

// What a limiter counts under is no key that anybody was given.
// expect: api/unauthenticated-route
export const handler: Handler = async (event) => {
  const address = event.headers["x-nf-client-connection-ip"] ?? "unknown";
  const { data: allowed } = await db.rpc("hit_rate_limit", { p_key: `retire:${address}`, p_max: 20 });
  if (!allowed) return { statusCode: 429, body: "{}" };
  const { bookId } = JSON.parse(event.body ?? "{}");
  await db.from("books").update({ retired: true }).eq("id", bookId);
  return { statusCode: 200, body: "{}" };
};
