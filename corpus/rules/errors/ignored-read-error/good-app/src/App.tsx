import { useQuery } from "@tanstack/react-query";
import { supabase } from "./supabase";

async function requireAdmin(id: string) {
  const { data } = await supabase.from("admins").select("user_id").eq("user_id", id).maybeSingle();
  if (!data) throw new Error("not an admin");
}

async function requireOwner(id: string, shop: string) {
  const { data: member } = await supabase.from("members").select("role").eq("user_id", id).eq("shop_id", shop).maybeSingle();
  if (member?.role !== "owner") throw new Error("only owners");
}

async function isFree(name: string) {
  const { data: taken, error } = await supabase.from("shops").select("id").eq("name", name).maybeSingle();
  if (error) throw error;
  return !taken;
}

async function visible() {
  const { data: { user } } = await supabase.auth.getUser();
  return user !== null;
}

export default function App() {
  const shops = useQuery({
    queryKey: ["shops"],
    queryFn: async () => {
      const { data, error } = await supabase.from("shops").select("id, name").limit(20);
      if (error) throw error;
      return data;
    },
  });
  return <button onClick={() => requireAdmin("x").then(() => requireOwner("x", "y")).then(() => isFree("x")).then(visible)}>{shops.data?.length}</button>;
}
