import { createClient } from "../../../lib/server";

export async function GET() {
  const supabase = await createClient();
  const { data, error } = await supabase.from("orders").select("id").limit(20);
  return Response.json(error ? [] : data);
}
