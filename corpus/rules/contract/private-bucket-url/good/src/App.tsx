import { useEffect, useState } from "react";
import { supabase } from "./supabase";

export default function App({ path, bucket }: { path: string; bucket: string }) {
  const [link, setLink] = useState("");
  useEffect(() => {
    supabase.storage.updateBucket("roots", { public: true });
    supabase.storage
      .from("leaves")
      .createSignedUrl(path, 3600)
      .then(({ data, error }) => setLink(error ? "" : data.signedUrl));
  }, [path]);
  const open = [
    supabase.storage.from("covers").getPublicUrl(path),
    supabase.storage.from("seeds").getPublicUrl(path),
    supabase.storage.from("roots").getPublicUrl(path),
    supabase.storage.from("stems").getPublicUrl(path),
    supabase.storage.from(bucket).getPublicUrl(path),
  ];
  return (
    <p>
      <img src={link} />
      {open.map(({ data }) => (
        <img key={data.publicUrl} src={data.publicUrl} />
      ))}
    </p>
  );
}
