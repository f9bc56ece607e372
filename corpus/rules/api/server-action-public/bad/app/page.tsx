import { createAdmin } from "../lib/clients";
import { removeCustomer } from "./actions";

export default async function Page() {
  await createAdmin();
  return (
    <form action={removeCustomer.bind(null, "first")}>
      <button>Remove</button>
    </form>
  );
}
