import React, { useState } from "react";
import { Funcionario } from "@/api/entities";

export default function Pagamentos() {
  const [aviso, setAviso] = useState("");

  const pagar = async (funcionario, valor) => {
    // missed: payments/client-written-balance
    await Funcionario.update(funcionario.id, { saldo: funcionario.saldo - valor });
    setAviso("Pago");
  };

  return (
    <main>
      <button onClick={() => pagar({ id: "", saldo: 0 }, 10)}>Pagar</button>
      <p>{aviso}</p>
    </main>
  );
}
