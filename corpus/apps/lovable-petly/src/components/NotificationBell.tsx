import { useEffect, useState } from "react";
import { Bell } from "lucide-react";
import { supabase } from "@/integrations/supabase/client";
import { useAuth } from "@/contexts/AuthContext";

export function NotificationBell() {
  const { user } = useAuth();
  const [unread, setUnread] = useState(0);

  useEffect(() => {
    if (!user) return;
    const load = async () => {
      const { count } = await supabase
        .from("notifications")
        .select("id", { count: "exact", head: true })
        .eq("user_id", user.id)
        .eq("is_read", false);
      setUnread(count ?? 0);
    };
    load();
    // expect: queries/hot-polling
    const timer = setInterval(load, 3000);
    return () => clearInterval(timer);
  }, [user]);

  const markRead = async () => {
    if (!user) return;
    // expect: contract/request-never-sent
    supabase.from("notifications").update({ is_read: true }).eq("user_id", user.id);
    setUnread(0);
  };

  return (
    <button onClick={markRead} aria-label="Notifications">
      <Bell /> {unread > 0 && <span>{unread}</span>}
    </button>
  );
}
