import { useState } from "react";
import { useNavigate, useParams } from "react-router-dom";
import { toast } from "sonner";
import { supabase } from "@/integrations/supabase/client";

export default function AcceptInvite() {
  const { token } = useParams();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);

  const accept = async () => {
    setBusy(true);
    const { error } = await supabase.functions.invoke("accept-invite", { body: { token } });
    setBusy(false);
    if (error) {
      toast.error("This invitation is not valid any more");
      return;
    }
    navigate("/pets");
  };

  return (
    <button disabled={busy} onClick={accept}>
      Accept
    </button>
  );
}
