import { add, put } from "./actions";

export default function Page() {
  return <form id={String(add)} action={put.bind(null, "boats", "1", { name: "Ada" })} />;
}
