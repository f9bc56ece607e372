import { useEffect, useState } from "react";
import { base44 } from "./client";

export default function Desk() {
  const [loans, setLoans] = useState([]);
  useEffect(() => {
    const load = async () => {
      const all = await base44.asServiceRole.entities.Loan.list("-created_date", 50); // expect: contract/request-never-sent
      setLoans(all);
    };
    load();
  }, []);
  const close = async (loan) => {
    await base44.asServiceRole.entities.Loan.update(loan.id, { state: "back" });
  };
  return <ul>{loans.map((loan) => <li key={loan.id} onClick={() => close(loan)}>{loan.packet_id}</li>)}</ul>;
}
