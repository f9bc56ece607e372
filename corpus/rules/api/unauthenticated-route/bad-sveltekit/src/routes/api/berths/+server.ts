import { json } from "@sveltejs/kit";
import { admin } from "../../../lib/server/admin";

// expect: api/unauthenticated-route
export const DELETE = async ({ request }) => {
  const { id } = await request.json();
  const { error } = await admin.from("berths").delete().eq("id", id);
  return json({ ok: !error }, { status: error ? 500 : 200 });
};
