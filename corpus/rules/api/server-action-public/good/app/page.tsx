import { createAdmin } from "../lib/clients";
import { removeCustomer, rename, signIn } from "./actions";

export default async function Page() {
  const enter = async (form: FormData) => void (await signIn(String(form.get("email")), String(form.get("password"))));
  return (
    <>
      <form action={createAdmin}>Open</form>
      <form action={enter}>Enter</form>
      <form action={rename.bind(null, "first", "Ada")}>Rename</form>
      <form action={removeCustomer.bind(null, "first")}>Remove</form>
    </>
  );
}
