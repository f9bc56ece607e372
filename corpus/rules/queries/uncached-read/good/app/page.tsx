import { createClient } from "@supabase/supabase-js";

export const revalidate = 3600;

const supabase = createClient(process.env.NEXT_PUBLIC_SUPABASE_URL!, process.env.NEXT_PUBLIC_SUPABASE_ANON_KEY!);

export default async function Page() {
  const { data, error } = await supabase.from("categories").select("name").limit(50);
  if (error) throw error;
  return <p>{data.map((category) => category.name).join(", ")}</p>;
}
