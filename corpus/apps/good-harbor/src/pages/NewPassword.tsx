import { useState, type FormEvent } from "react";
import { useMutation } from "@tanstack/react-query";
import { Problem } from "@/components/Problem";
import { supabase } from "@/lib/supabase";

export default function NewPassword() {
  const [password, setPassword] = useState("");
  const change = useMutation({
    mutationFn: async () => {
      const { error } = await supabase.auth.updateUser({ password });
      if (error) throw error;
    },
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <form onSubmit={submit}>
      <input type="password" minLength={12} value={password} onChange={(event) => setPassword(event.target.value)} />
      <button>Change password</button>
      {change.isSuccess && <p>Changed.</p>}
      {change.isError && <Problem text="The password was not changed." />}
    </form>
  );
}
