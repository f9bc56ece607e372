import { createClient } from "@supabase/supabase-js";

// Run by hand, once: `npx tsx tidy.ts`.
const db = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);

async function main() {
  const { error } = await db.from("buoys").delete().lt("laid_on", "2020-01-01");
  if (error) throw error;
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
