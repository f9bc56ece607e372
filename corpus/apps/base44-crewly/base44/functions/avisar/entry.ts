import { createClientFromRequest } from "npm:@base44/sdk@0.8.3";

Deno.serve(async (req) => {
  try {
    const base44 = createClientFromRequest(req);
    const user = await base44.auth.me();
    if (!user || user.role !== "admin") return Response.json({ error: "Não autorizado" }, { status: 403 });

    const { funcionarioId, texto } = await req.json();
    if (typeof funcionarioId !== "string" || typeof texto !== "string" || texto.length > 500) {
      return Response.json({ error: "Pedido inválido" }, { status: 400 });
    }
    const funcionario = await base44.asServiceRole.entities.Funcionario.get(funcionarioId);
    await base44.integrations.Core.SendEmail({ to: funcionario.email, subject: "Crewly", body: texto });
    return Response.json({ ok: true });
  } catch (error) {
    console.error(error);
    // expect: errors/raw-error-to-caller
    return Response.json({ error: error.message }, { status: 500 });
  }
});
