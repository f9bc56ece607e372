import { createAdmin } from "../lib/clients";

export default async function Page() {
  return <form action={createAdmin}>Open</form>;
}
