import { supabase } from "./supabase";

// Row security says the same as the condition: there is no pupil of another one's class.
export default function App({ user }: { user: { id: string } }) {
  const go = async () => {
    const { data, error } = await supabase.from("pupils").select("id, classes(name, teacher_id)").eq("classes.teacher_id", user.id).limit(20);
    if (error) throw error;
    return data;
  };
  return <button onClick={go}>Go</button>;
}
