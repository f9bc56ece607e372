import { supabase } from "./supabase";

export default function App({ file }: { file: File }) {
  const go = async () => {
    const { error } = await supabase.storage.from("receipts").upload("a.pdf", file); // expect: contract/unknown-bucket
    if (error) throw error;
  };
  return <button onClick={go}>Go</button>;
}
