import { supabase } from "./supabase";

export default function App({ file, user, folder }: { file: File; user: { id: string }; folder: string }) {
  const ending = file.name.split(".").pop();
  const sendAll = async () => {
    const name = `${user.id}/${Date.now()}.${ending}`;
    const answers = await Promise.all([
      supabase.storage.from("portraits").upload(name, file),
      supabase.storage.from("portraits").upload(`${folder}/${file.name}`, file),
      supabase.storage.from("plans").upload(`beds/${user.id}/${file.name}`, file),
      // A warden may.
      supabase.storage.from("harvest").upload(`all/${Date.now()}`, file),
      // Its policies are made elsewhere.
      supabase.storage.from("byhand").upload(`all/${Date.now()}`, file),
      // Each gets a path of its own.
      supabase.storage.from("tools").upload(name, file, { upsert: true }),
      supabase.storage.from("tools").remove([name]),
    ]);
    return answers.find((answer) => answer.error);
  };
  return <button onClick={sendAll}>Send</button>;
}
