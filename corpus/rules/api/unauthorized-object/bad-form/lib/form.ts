import { z } from "zod";

export async function parseBody<T>(request: Request, schema: z.ZodSchema<T>) {
  const parsed = schema.safeParse(await request.json().catch(() => null));
  if (!parsed.success) return { data: null, error: "Not valid" };
  return { data: parsed.data, error: null };
}
