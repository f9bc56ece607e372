import { drop } from "./actions";

export default function Page() {
  return <form action={drop.bind(null, "a", "b")}><button>Drop</button></form>;
}
