import { z } from "zod";

export const CrewSchema = z.object({ skipper: z.string().min(1), boat: z.string(), size: z.number().optional() });
