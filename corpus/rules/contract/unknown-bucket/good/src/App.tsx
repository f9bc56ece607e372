import { supabase } from "./supabase";

const BUCKET = "photos";

export default function App({ file }: { file: File }) {
  const go = async () => {
    const answers = await Promise.all([
      supabase.storage.from(BUCKET).upload("a.png", file),
      supabase.storage.from("receipts").upload("a.pdf", file),
      supabase.storage.from("reports").upload("a.csv", file),
    ]);
    return answers.find((answer) => answer.error);
  };
  return <button onClick={go}>Go</button>;
}
