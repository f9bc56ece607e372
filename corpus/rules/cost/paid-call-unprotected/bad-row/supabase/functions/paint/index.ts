import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

async function draw(idea: string) {
  return await fetch("https://api.openai.com/v1/images/generations", {
    method: "POST",
    headers: { Authorization: `Bearer ${Deno.env.get("OPENAI_API_KEY")}`, "Content-Type": "application/json" },
    body: JSON.stringify({ model: "gpt-image-1", prompt: idea.slice(0, 400) }),
  });
}

// A visitor knows no sketch, and can add none.
Deno.serve(async (req) => { // expect: cost/paid-call-unprotected
  const { sketchId } = await req.json();
  const { data: sketch, error } = await admin.from("sketches").select("idea").eq("id", sketchId).single();
  if (error || !sketch) return new Response("not found", { status: 404 });
  const drawn = await draw(sketch.idea);
  if (!drawn.ok) return new Response("not drawn", { status: 502 });
  return new Response(drawn.body);
});
