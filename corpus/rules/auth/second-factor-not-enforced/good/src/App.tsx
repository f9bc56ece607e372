import { useState } from "react";

import { supabase } from "./supabase";

export default function App({ factorId }: { factorId: string }) {
  const [page, setPage] = useState("boats");
  const open = async () => {
    const { data, error } = await supabase.auth.mfa.getAuthenticatorAssuranceLevel();
    if (error) throw error;
    setPage(data.currentLevel === data.nextLevel ? "boats" : "code");
  };
  const check = async (code: string) => {
    const { error } = await supabase.auth.mfa.challengeAndVerify({ factorId, code });
    if (error) throw error;
    setPage("boats");
  };
  return page === "code" ? <input onChange={(event) => check(event.target.value)} /> : <button onClick={open}>Open</button>;
}
