import { useState } from "react";
import { useProfile, type ProfileForm } from "@/hooks/useProfile";

export default function Profile() {
  const { profile, save } = useProfile();
  const [form, setForm] = useState<ProfileForm>({ full_name: "", phone: "", avatar_url: null });
  const values = profile ? { ...profile, ...form } : form;

  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        void save(values);
      }}
    >
      <input value={values.full_name} onChange={(e) => setForm({ ...values, full_name: e.target.value })} />
      <input value={values.phone} onChange={(e) => setForm({ ...values, phone: e.target.value })} />
      <button type="submit">Save</button>
    </form>
  );
}
