import { useState, type FormEvent } from "react";
import { useMutation } from "@tanstack/react-query";
import { Problem } from "@/components/Problem";
import { useUser } from "@/lib/session";
import { supabase } from "@/lib/supabase";

async function rename(id: string, fullName: string): Promise<void> {
  const { data, error } = await supabase
    .from("profiles")
    .update({ full_name: fullName.trim().slice(0, 120) })
    .eq("id", id)
    .select("id");
  if (error) throw error;
  if (data.length === 0) throw new Error("no profile was changed");
}

async function deleteAccount(): Promise<void> {
  const { error } = await supabase.functions.invoke("delete-account", { body: {} });
  if (error) throw error;
  const { error: signOutError } = await supabase.auth.signOut({ scope: "local" });
  if (signOutError) throw signOutError;
}

export default function Account() {
  const user = useUser();
  const [name, setName] = useState("");
  const save = useMutation({ mutationFn: () => rename(user?.id ?? "", name) });
  const remove = useMutation({ mutationFn: deleteAccount });

  if (!user) return <p>Please sign in.</p>;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <main>
      <form onSubmit={submit}>
        <input value={name} maxLength={120} onChange={(event) => setName(event.target.value)} />
        <button>Save</button>
      </form>
      {save.isSuccess && <p>Saved.</p>}
      {save.isError && <Problem text="Your name was not saved." />}
      <button onClick={() => window.confirm("Delete your account for good?") && remove.mutate()}>Delete account</button>
      {remove.isError && <Problem text="Your account was not deleted. Please write to us." />}
    </main>
  );
}
