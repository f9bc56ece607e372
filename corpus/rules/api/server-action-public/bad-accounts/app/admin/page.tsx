import { letIn, makeKeeper, mine, rename } from "./actions";

export default function Page() {
  return <Keepers letIn={letIn} makeKeeper={makeKeeper} mine={mine} rename={rename} />;
}

function Keepers(actions: Record<string, unknown>) {
  return <p>{Object.keys(actions).length}</p>;
}
