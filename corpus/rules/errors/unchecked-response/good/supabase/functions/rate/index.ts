import { z } from "npm:zod@3";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const Rate = z.object({ rate: z.number().positive() });

async function getJson(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}

Deno.serve(async () => {
  const first = Rate.parse(await getJson("https://rates.example/eur"));
  const second = await fetch("https://rates.example/usd");
  const parsed = Rate.safeParse(await second.json().catch(() => null));
  if (!parsed.success) return new Response(null, { status: 502 });
  const third = await fetch("https://rates.example/gbp");
  if (third.status !== 200) return new Response(null, { status: 502 });
  const { rate } = await third.json();
  const { error } = await admin.from("rates").insert([first, parsed.data, { rate }]);
  return new Response(null, { status: error ? 500 : 204 });
});
