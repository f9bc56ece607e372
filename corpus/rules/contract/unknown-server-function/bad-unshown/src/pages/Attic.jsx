import { base44 } from "../base44";

export default function Attic({ id }) {
  return <button onClick={() => base44.functions.invoke("clearOut", { id })}>Clear</button>; // expect: contract/unknown-server-function
}
