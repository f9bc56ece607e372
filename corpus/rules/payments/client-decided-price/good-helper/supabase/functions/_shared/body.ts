import { createClient } from "npm:@supabase/supabase-js@2";
import { z } from "npm:zod@3";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
const reserveSchema = z.object({ cabinId: z.string().uuid(), nights: z.number().int().min(1).max(14) });

// What comes back is the cabin as the house keeps it, not what was sent.
export async function readCabin(req: Request) {
  const { cabinId } = reserveSchema.parse(await req.json());
  const { data: cabin } = await admin.from("cabins").select("id, price_cents").eq("id", cabinId).single();
  return cabin!;
}
