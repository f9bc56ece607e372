import React, { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { base44 } from "@/api/base44Client";
import { Turno } from "@/api/entities";

export default function Turnos() {
  const [sugestao, setSugestao] = useState("");
  const { data: turnos = [], isError } = useQuery({
    queryKey: ["turnos"],
    // expect: queries/unbounded-read
    queryFn: () => Turno.list("-data"),
  });

  const sugerir = async () => {
    try {
      const resposta = await base44.integrations.Core.InvokeLLM({
        prompt: `Sugira uma escala para ${turnos.length} turnos`,
      });
      setSugestao(resposta);
    } catch (error) {
      console.error(error);
      setSugestao("O assistente não está disponível.");
    }
  };

  if (isError) return <p>Não foi possível carregar os turnos.</p>;
  return (
    <main>
      {turnos.map((turno) => (
        <p key={turno.id}>{turno.data}</p>
      ))}
      <button onClick={sugerir}>Sugerir escala</button>
      <p>{sugestao}</p>
    </main>
  );
}
