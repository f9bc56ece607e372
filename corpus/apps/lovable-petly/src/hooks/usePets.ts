import { useQuery } from "@tanstack/react-query";
import { supabase } from "@/integrations/supabase/client";
import { useAuth } from "@/contexts/AuthContext";

export function usePets() {
  const { user } = useAuth();
  return useQuery({
    queryKey: ["pets", user?.id],
    enabled: !!user,
    queryFn: async () => {
      // expect: errors/ignored-read-error
      // expect: queries/unindexed-filter
      const { data } = await supabase.from("pets").select("*").eq("owner_id", user!.id);
      return data ?? [];
    },
  });
}
