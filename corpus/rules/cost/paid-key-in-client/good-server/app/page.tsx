import { openai } from "../lib/openai";

export default async function Page() {
  const models = await openai.models.list();
  return <p>{models.data.length}</p>;
}
