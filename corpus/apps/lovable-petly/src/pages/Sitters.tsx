import { useEffect, useState } from "react";
import { Link } from "react-router-dom";
import { toast } from "sonner";
import { supabase } from "@/integrations/supabase/client";

export default function Sitters() {
  const [search, setSearch] = useState("");
  const [sitters, setSitters] = useState<{ id: string; display_name: string; city: string }[]>([]);

  useEffect(() => {
    const load = async () => {
      let query = supabase.from("sitters").select("id, display_name, city").eq("is_listed", true);
      if (search) {
        // expect: api/filter-injection
        query = query.or(`display_name.ilike.%${search}%,city.ilike.%${search}%`);
      }
      const { data, error } = await query.limit(24);
      if (error) {
        toast.error("Sitters could not be loaded");
        return;
      }
      setSitters(data);
    };
    void load();
  }, [search]);

  return (
    <main>
      <input value={search} onChange={(e) => setSearch(e.target.value)} placeholder="Name or city" />
      {sitters.map((sitter) => (
        <Link key={sitter.id} to={`/sitters/${sitter.id}`}>
          {sitter.display_name}, {sitter.city}
        </Link>
      ))}
    </main>
  );
}
