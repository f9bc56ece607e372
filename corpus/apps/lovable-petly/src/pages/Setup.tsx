import { toast } from "sonner";
import { supabase } from "@/integrations/supabase/client";
import { useAuth } from "@/contexts/AuthContext";

export default function Setup() {
  const { user } = useAuth();

  const claim = async () => {
    if (!user) return;
    const { error } = await supabase.from("user_roles").insert({ user_id: user.id, role: "admin" });
    if (error) toast.error("There is an admin already");
    else toast.success("You are the admin now");
  };

  return <button onClick={claim}>Claim this Petly</button>;
}
