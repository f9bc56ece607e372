import { admin } from "../admin.server";

// expect: api/unauthenticated-route
export async function action({ request }: { request: Request }) {
  const { id } = await request.json();
  const { error } = await admin.from("quays").delete().eq("id", id);
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}
