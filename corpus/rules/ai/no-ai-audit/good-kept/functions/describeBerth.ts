import { createClientFromRequest } from "npm:@base44/sdk@0.8.3";

// The row that it was asked about keeps what the model wrote.
Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const user = await base44.auth.me();
  if (!user) return Response.json({ error: "no" }, { status: 401 });
  const { id } = await req.json();
  const site = await base44.entities.Berth.get(id);
  const text = await base44.asServiceRole.integrations.Core.InvokeLLM({ prompt: `about ${site.name}` });
  await base44.entities.Berth.update(site.id, { generated_content: text, status: "written" });
  return Response.json({ ok: true });
});
