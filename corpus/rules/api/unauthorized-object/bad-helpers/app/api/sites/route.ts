import { admin } from "../../../lib/admin";
import { createClient } from "../../../lib/server";

export async function POST(request: Request) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { id } = await request.json();
  const { data: site } = await admin.from("customer_orders").select("url, customer_email").eq("id", id).single(); // expect: api/unauthorized-object
  const userWebsite = site?.url;
  return Response.json({ site, isOurs: userWebsite === "https://kiosk.example" });
}
