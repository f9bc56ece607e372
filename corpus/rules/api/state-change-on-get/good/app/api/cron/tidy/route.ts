import { admin } from "../../../../lib/admin";

// The host's clock only sends GET.
export async function GET(request: Request) {
  const secret = process.env.CRON_SECRET;
  if (!secret || request.headers.get("authorization") !== `Bearer ${secret}`) return new Response(null, { status: 401 });
  const { error } = await admin.from("carts").delete().lt("created_at", "2025-01-01");
  return Response.json({ ok: !error });
}
