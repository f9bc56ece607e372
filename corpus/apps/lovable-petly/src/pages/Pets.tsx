import { useState } from "react";
import { toast } from "sonner";
import { supabase } from "@/integrations/supabase/client";
import { useAuth } from "@/contexts/AuthContext";
import { usePets } from "@/hooks/usePets";
import { readDraft, writeDraft } from "@/lib/utils";

export default function Pets() {
  const { user } = useAuth();
  const { data: pets = [], refetch } = usePets();
  const [name, setName] = useState(readDraft("pet-name", ""));

  const add = async () => {
    if (!user) return;
    // expect: contract/value-outside-check
    const { error } = await supabase.from("pets").insert({ owner_id: user.id, name, species: "hamster" });
    if (error) {
      toast.error("The pet could not be added");
      return;
    }
    writeDraft("pet-name", "");
    await refetch();
  };

  const uploadDocument = async (file: File) => {
    const { error } = await supabase.storage.from("pet-documents").upload(`${Date.now()}-${file.name}`, file);
    if (error) toast.error("Upload failed");
  };

  return (
    <main>
      <input value={name} onChange={(e) => setName(e.target.value)} />
      <button onClick={add}>Add pet</button>
      <input type="file" onChange={(e) => e.target.files?.[0] && uploadDocument(e.target.files[0])} />
      {pets.map((pet) => (
        <p key={pet.id}>{pet.name}</p>
      ))}
    </main>
  );
}
