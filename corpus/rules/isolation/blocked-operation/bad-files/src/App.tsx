import { supabase } from "./supabase";

const pathOf = (user: { id: string }, file: File) => `${user.id}-${Date.now()}.${file.name.split(".").pop()}`;

export default function App({ file, user, kind }: { file: File; user: { id: string }; kind: string }) {
  const ending = file.name.split(".").pop();
  const sendAll = async () => {
    const path = `portraits/${user.id}/${file.name}`;
    const answers = await Promise.all([
      supabase.storage.from("portraits").upload(path, file), // expect: isolation/blocked-operation
      supabase.storage.from("portraits").upload(`${user.id}-${Date.now()}.${ending}`, file),
      supabase.storage.from("plans").upload(`drafts/${user.id}/${kind}.pdf`, file), // expect: isolation/blocked-operation
      supabase.storage.from("harvest").upload(`${user.id}/${kind}`, file), // expect: isolation/blocked-operation
      supabase.storage.from("harvest").remove([pathOf(user, file)]), // expect: isolation/blocked-operation
      supabase.storage.from("tools").upload(`${user.id}/photo.${ending}`, file, { upsert: true }), // expect: isolation/blocked-operation
    ]);
    return answers.find((answer) => answer.error);
  };
  return <button onClick={sendAll}>Send</button>;
}
