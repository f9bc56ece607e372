import { base44 } from "../base44";

export default function Boats({ id }) {
  const hire = async () => {
    await base44.functions.invoke("hireBoat", { id });
    await base44.functions.invoke("payBerth", { id });
    await base44.functions.invoke("listBoats", {});
    await base44.functions.invoke("rowBoat", { id });
    try {
      await base44.functions.invoke("countLookers", { id }); // expect: contract/unknown-server-function
    } catch {
      // who looked is nice to know
    }
    await base44.functions.invoke("sailBoat", { id }); // expect: contract/unknown-server-function
  };
  return <button onClick={hire}>Hire</button>;
}
