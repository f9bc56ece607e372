import { supabase } from "./supabase";

const BUCKET = "leaves";

export default function App({ path }: { path: string }) {
  const { data } = supabase.storage.from(BUCKET).getPublicUrl(path); // expect: contract/private-bucket-url
  const seeds = supabase.storage.from("seeds");
  const { data: seed } = seeds.getPublicUrl(path); // expect: contract/private-bucket-url
  return (
    <p>
      <img src={data.publicUrl} />
      <img src={seed.publicUrl} />
    </p>
  );
}
