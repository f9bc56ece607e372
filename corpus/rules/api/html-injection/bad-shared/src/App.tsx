import { useQuery } from "@tanstack/react-query";
import { supabase } from "./supabase";

export default function App({ id }: { id: string }) {
  const { data: letter } = useQuery({
    queryKey: ["letter", id],
    queryFn: async () => {
      const { data, error } = await supabase.from("letters").select("body").eq("id", id).single();
      if (error) throw error;
      return data;
    },
  });
  return (
    <main>
      <div dangerouslySetInnerHTML={{ __html: letter.body }} /> {/* expect: api/html-injection */}
    </main>
  );
}
