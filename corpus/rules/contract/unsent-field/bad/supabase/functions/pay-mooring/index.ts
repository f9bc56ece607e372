import { z } from "npm:zod@3";

const Mooring = z.object({
  mooringId: z.string().uuid(),
  note: z.string().optional(),
  currency: z.string().default("eur"),
}).strict();

Deno.serve(async (req) => {
  const parsed = Mooring.safeParse(await req.json());
  if (!parsed.success) return Response.json({ error: parsed.error.flatten() }, { status: 422 });
  return Response.json({ id: parsed.data.mooringId });
});
