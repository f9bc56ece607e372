import { admin } from "../../../lib/admin";

export async function GET() {
  const { data, error } = await admin.from("orders").select("id").limit(20);
  return Response.json(error ? [] : data);
}
