import { admin } from "../../../lib/admin";
import { validateConsoleToken } from "../../../lib/console";

export async function GET(request: Request) {
  if (!validateConsoleToken(request)) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { data, error } = await admin.from("customers").select("name, phone").limit(50);
  return Response.json(error ? [] : data);
}
