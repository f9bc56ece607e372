import { createClientFromRequest } from "npm:@base44/sdk@0.8.3";

// expect: api/unauthenticated-route
Deno.serve(async (req) => {
  try {
    const base44 = createClientFromRequest(req);
    const { mes } = await req.json();
    if (typeof mes !== "string") return Response.json({ error: "Mês inválido" }, { status: 400 });

    const turnos = await base44.asServiceRole.entities.Turno.filter({ mes }, "-data", 1000);
    await base44.asServiceRole.entities.Pagamento.create({ mes, turnos: turnos.length });
    return Response.json({ turnos: turnos.length });
  } catch (error) {
    console.error(error);
    return Response.json({ error: "Não foi possível fechar o mês" }, { status: 500 });
  }
});
