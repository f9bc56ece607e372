import React, { useEffect, useState } from "react";
import { Funcionario, Turno } from "@/api/entities";

export default function Funcionarios() {
  const [lista, setLista] = useState([]);

  useEffect(() => {
    const carregar = async () => {
      const funcionarios = await Funcionario.filter({ ativo: true }, "nome", 100);
      const comTurnos = [];
      for (const funcionario of funcionarios) {
        // expect: queries/query-in-loop
        const turnos = await Turno.filter({ funcionario_id: funcionario.id }, "-data", 10);
        comTurnos.push({ ...funcionario, turnos });
      }
      setLista(comTurnos);
    };
    carregar().catch(() => setLista([]));
  }, []);

  const desativar = async (funcionario) => {
    // expect: errors/catch-noop-callback
    await Funcionario.update(funcionario.id, { ativo: false }).catch(() => {});
    setLista((antes) => antes.filter((outro) => outro.id !== funcionario.id));
  };

  return (
    <main>
      {lista.map((funcionario) => (
        <p key={funcionario.id}>
          {funcionario.nome} ({funcionario.turnos.length})
          <button onClick={() => desativar(funcionario)}>Desativar</button>
        </p>
      ))}
    </main>
  );
}
