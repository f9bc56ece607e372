import { removeCustomer } from "./actions";

export default async function Page() {
  return (
    <form action={removeCustomer.bind(null, "first")}>
      <button>Remove</button>
    </form>
  );
}
