import { z } from "npm:zod@3";

export const reserveSchema = z.object({ cabinId: z.string().uuid(), amount: z.number().positive().max(9000) });
export const extendSchema = z.object({ stayId: z.string().uuid(), price: z.number().positive() });

// It holds the body to its form; what stands in it is still the guest's word.
export async function readBody<T>(req: Request, schema: z.ZodSchema<T>): Promise<T> {
  try {
    return schema.parse(await req.json());
  } catch (error) {
    throw new Error(error instanceof z.ZodError ? "Not valid" : "No body");
  }
}

export function check<T>(schema: z.ZodSchema<T>, body: unknown): { data: T } {
  const result = schema.safeParse(body);
  if (!result.success) throw new Error("Not valid");
  return { data: result.data };
}

export function withBody<T>(schema: z.ZodSchema<T>, handle: (data: T) => Promise<Response>) {
  return async (req: Request) => {
    const result = schema.safeParse(await req.json());
    if (!result.success) return Response.json({ error: "Not valid" }, { status: 400 });
    return handle(result.data);
  };
}
