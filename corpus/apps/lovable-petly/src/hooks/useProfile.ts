import { useEffect, useState } from "react";
import { toast } from "sonner";
import { supabase } from "@/integrations/supabase/client";
import { useAuth } from "@/contexts/AuthContext";

export interface ProfileForm {
  full_name: string;
  phone: string;
  avatar_url: string | null;
}

export function useProfile() {
  const { user } = useAuth();
  const [profile, setProfile] = useState<ProfileForm | null>(null);

  useEffect(() => {
    if (!user) return;
    const load = async () => {
      const { data, error } = await supabase
        .from("profiles")
        .select("full_name, phone, avatar_url")
        .eq("id", user.id)
        .maybeSingle();
      if (error) {
        toast.error("Your profile could not be loaded");
        return;
      }
      setProfile(data as ProfileForm | null);
    };
    void load();
  }, [user]);

  const save = async (values: ProfileForm) => {
    if (!user) return;
    try {
      // The client never throws: the catch below is dead.
      // expect: errors/ignored-write-error
      await supabase.from("profiles").update(values).eq("id", user.id);
      // expect: errors/success-after-failure
      toast.success("Profile saved");
    } catch (error) {
      toast.error("Profile could not be saved");
    }
  };

  return { profile, save };
}
