import { admin } from "../../../lib/admin";
import { createClient } from "../../../lib/server";

function riskScore(customer: { refunds: number; age: number }) {
  return customer.refunds > 3 && customer.age < 30 ? "high" : "low";
}

export async function POST(request: Request) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { id } = await request.json();
  const { data: customer } = await admin.from("customers").select("refunds, age").eq("id", id).single(); // expect: api/unauthorized-object
  return Response.json({ score: riskScore(customer) });
}
