import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

// What fails is taken for an empty list.
// answers: failure_handled=no
Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const user = await base44.auth.me();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  try {
    const notes = await base44.entities.Note.filter({ created_by: user.email }).catch(() => []);
    return Response.json({ notes });
  } catch (error) {
    console.error(error);
    return Response.json({ error: "failed" }, { status: 500 });
  }
});
