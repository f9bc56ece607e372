import { useEffect, useState } from "react";
import { base44 } from "./client";

export default function Desk() {
  const [loans, setLoans] = useState([]);
  useEffect(() => {
    const load = async () => {
      const { data } = await base44.functions.invoke("allLoans", {});
      const mine = await base44.entities.Loan.list("-created_date", 50);
      setLoans([...data.loans, ...mine]);
    };
    load();
  }, []);
  return <ul>{loans.map((loan) => <li key={loan.id}>{loan.packet_id}</li>)}</ul>;
}
