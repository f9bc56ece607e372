import { createServerClient } from "@supabase/ssr";
import { cookies } from "next/headers";

export async function makeDb() {
  const jar = await cookies();
  return createServerClient(process.env.NEXT_PUBLIC_SUPABASE_URL!, process.env.NEXT_PUBLIC_SUPABASE_ANON_KEY!, { cookies: jar });
}

export class Finder {
  private get db() {
    return makeDb();
  }
  async find() {
    const { error } = await this.db.from("people").insert({ name: "A" }); // expect: contract/request-never-sent
    if (error) throw error;
  }
}
