import { put } from "./actions";

export default function Page() {
  return <form action={put.bind(null, "boats", "1", { name: "Ada" })} />;
}
