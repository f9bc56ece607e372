import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Tomorrow another day is asked for: whoever is missed stays so.
Deno.serve(async () => {
  const weekAgo = new Date(Date.now() - 7 * 86_400_000).toISOString();
  const today = new Date().toISOString();
  const { data: mates, error } = await admin.from("mates").select("id, email").gte("created_at", weekAgo).lt("created_at", today).limit(100);
  if (error) return new Response(null, { status: 500 });
  const failed: string[] = [];
  for (const mate of mates) {
    const answer = await fetch("https://api.partner.example/remind", { method: "POST", body: JSON.stringify({ to: mate.email }), signal: AbortSignal.timeout(10_000) }); // expect: errors/no-retry
    if (!answer.ok) failed.push(mate.id);
  }
  return Response.json({ failed });
});
