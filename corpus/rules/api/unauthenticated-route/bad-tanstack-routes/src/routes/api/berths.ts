import { createFileRoute } from "@tanstack/react-router";
import { admin } from "../../lib/admin.server";

export const Route = createFileRoute("/api/berths")({
  server: {
    handlers: {
      // expect: api/unauthenticated-route
      POST: async ({ request }) => {
        const { id } = await request.json();
        const { error } = await admin.from("berths").delete().eq("id", id);
        return Response.json({ ok: !error }, { status: error ? 500 : 200 });
      },
      PUT: async ({ request }) => {
        const token = request.headers.get("authorization")?.slice(7) ?? "";
        const { data } = await admin.auth.getUser(token);
        if (!data.user) return new Response("Unauthorized", { status: 401 });
        const { error } = await admin.from("berths").update({ is_free: true }).eq("owner_id", data.user.id);
        return Response.json({ ok: !error }, { status: error ? 500 : 200 });
      },
    },
  },
});
