import { base44 } from "./base44Client";

export const Funcionario = base44.entities.Funcionario;
export const Turno = base44.entities.Turno;
export const Pagamento = base44.entities.Pagamento;
